import { sql, type Kysely } from 'kysely';

/** An older release writes grants of memberships itself, which is the same rows once more. */
export const compatible = true;

/**
 * Who is in a space, what they are there, and who has a role in the community are facts of core; what members hold follows from them
 * in the same statement, whoever writes the fact: a page, a command, an import, the erasure of a person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- gives a member exactly these atoms of a realm from one source, of those whose key begins with a prefix
    create function core.hold(of_community int, who uuid, from_source text, wanted jsonb, prefixes jsonb) returns void language sql
      set search_path = pg_catalog as $$
      insert into core.access_atom (community_id, realm, key)
        select of_community, w.realm, w.key from jsonb_to_recordset(wanted) w (realm text, key text)
        -- most are there, and a number that is not used is used up
        where not exists (select from core.access_atom a where a.community_id = of_community and a.realm = w.realm and a.key = w.key)
        order by w.realm, w.key on conflict do nothing;
      delete from core.access_grant g using core.access_atom a, jsonb_to_recordset(prefixes) p (realm text, prefix text)
        where g.community_id = of_community and g.member_id = who and g.source = from_source
          and a.community_id = g.community_id and a.id = g.atom_id and a.realm = p.realm and starts_with(a.key, p.prefix)
          and not exists (select from jsonb_to_recordset(wanted) w (realm text, key text) where w.realm = a.realm and w.key = a.key);
      insert into core.access_grant (community_id, member_id, atom_id, source)
        select of_community, who, a.id, from_source
        from jsonb_to_recordset(wanted) w (realm text, key text)
        join core.access_atom a on a.community_id = of_community and a.realm = w.realm and a.key = w.key
        on conflict do nothing
    $$;

    create function core.hold_of_space() returns trigger language plpgsql set search_path = pg_catalog as $$
    declare m record := case when tg_op = 'DELETE' then old else new end;
    begin
      perform core.hold(m.community_id, m.member_id, 'space',
        case when tg_op <> 'DELETE' and m.state = 'member' then jsonb_build_array(
          jsonb_build_object('realm', 'space', 'key', m.space_id),
          jsonb_build_object('realm', 'space-role', 'key', m.space_id || ':' || m.role)) else '[]' end,
        jsonb_build_array(
          jsonb_build_object('realm', 'space', 'prefix', m.space_id),
          jsonb_build_object('realm', 'space-role', 'prefix', m.space_id || ':')));
      return null;
    end $$;
    create trigger hold_of_space after insert or delete or update of state, role on core.space_member
      for each row execute function core.hold_of_space();

    create function core.hold_of_roles() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      perform core.hold(new.community_id, new.id, 'role',
        (select coalesce(jsonb_agg(jsonb_build_object('realm', 'role', 'key', role)), '[]') from unnest(new.roles) role),
        '[{"realm": "role", "prefix": ""}]');
      return null;
    end $$;
    create trigger hold_of_roles after insert or update of roles on core.member
      for each row execute function core.hold_of_roles();

    -- those who are there already
    update core.space_member set role = role;
    update core.member set roles = roles where roles <> '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger hold_of_roles on core.member;
    drop trigger hold_of_space on core.space_member;
    drop function core.hold_of_roles(), core.hold_of_space(), core.hold(int, uuid, text, jsonb, jsonb);
    delete from core.access_grant where source = 'role'`.execute(db);
}
