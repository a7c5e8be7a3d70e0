import { sql, type Kysely } from 'kysely';

/** An older release writes items without naming their language, and they are found by their words as they stand. */
export const compatible = true;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- one index over community and words; in every distribution of PostgreSQL, and an owner of the database may create it
    create extension if not exists btree_gin;

    -- the stemmer of a language (BCP 47); words as they stand where PostgreSQL has none
    create function core.search_config(language text) returns regconfig language sql immutable parallel safe
      set search_path = pg_catalog as $$
      select case split_part(lower(language), '-', 1)
        when 'ar' then 'arabic' when 'ca' then 'catalan' when 'da' then 'danish' when 'de' then 'german' when 'el' then 'greek'
        when 'en' then 'english' when 'es' then 'spanish' when 'eu' then 'basque' when 'fi' then 'finnish' when 'fr' then 'french'
        when 'ga' then 'irish' when 'hi' then 'hindi' when 'hu' then 'hungarian' when 'hy' then 'armenian' when 'id' then 'indonesian'
        when 'it' then 'italian' when 'lt' then 'lithuanian' when 'nb' then 'norwegian' when 'ne' then 'nepali' when 'nl' then 'dutch'
        when 'nn' then 'norwegian' when 'no' then 'norwegian' when 'pt' then 'portuguese' when 'ro' then 'romanian' when 'ru' then 'russian'
        when 'sr' then 'serbian' when 'sv' then 'swedish' when 'ta' then 'tamil' when 'tr' then 'turkish' when 'yi' then 'yiddish'
        else 'simple' end::regconfig
    $$;

    -- without case and accents: who types "ecole" means "école"
    create function core.search_plain(words text) returns text language sql immutable parallel safe
      set search_path = pg_catalog as $$
      select lower(regexp_replace(normalize(words, NFD), U&'[\\0300-\\036F]', '', 'g'))
    $$;

    -- words in two forms: stemmed, so that "gardens" finds "garden"; and plain, so that their beginnings can be looked for.
    -- Bounded, as one row may hold a megabyte of lexemes and no more
    create function core.search_vector(language text, words text) returns tsvector language sql immutable parallel safe
      set search_path = pg_catalog as $$
      select to_tsvector(core.search_config(language), left(words, 100000))
        || to_tsvector('simple', left(core.search_plain(words), 100000))
    $$;

    -- words as on the web ("phrases", or) in each language and as they stand
    create function core.search_forms(languages text[], words text) returns tsquery language sql immutable parallel safe
      set search_path = pg_catalog as $$
      with meant as (
        select websearch_to_tsquery(core.search_config(language), words) query from unnest(languages) language
        union all select websearch_to_tsquery('simple', core.search_plain(words)))
      select string_agg('(' || query::text || ')', ' | ')::tsquery from meant where numnode(query) > 0
    $$;

    -- what somebody typed: -not is taken out first, since no form of such a word may be there; then any form of the rest, or all of
    -- its words by their beginnings where it has no quotes and no or. Null where there is no word in it
    create function core.search_query(languages text[], words text) returns tsquery language sql immutable parallel safe
      set search_path = pg_catalog as $$
      with typed as (
        select regexp_replace(words, '(^|\\s)-("[^"]*"|\\S+)', ' ', 'g') wanted,
          (select string_agg(found[2], ' or ') from regexp_matches(words, '(^|\\s)-("[^"]*"|\\S+)', 'g') found) unwanted),
      beginnings as (
        select string_agg('''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || ''':*', ' & ')::tsquery query
        from typed, unnest(tsvector_to_array(to_tsvector('simple', core.search_plain(wanted)))) word
        where wanted !~* '"|\\sor\\s'),
      meant as (
        select coalesce(f.query || b.query, f.query, b.query) query
        from beginnings b, (select core.search_forms(languages, wanted) query from typed) f)
      select case when unwanted.query is null then meant.query else meant.query && !!unwanted.query end
      from meant, (select core.search_forms(languages, typed.unwanted) query from typed) unwanted
    $$;

    alter table core.content
      -- BCP 47, of the text; without one, words are found as they stand
      add language text not null default '',
      -- what is found by whoever sees the item; and, by its readers alone, all of it, as two words may stand in two parts
      add see_text tsvector not null generated always as (core.search_vector(language, title || ' ' || summary)) stored,
      add read_text tsvector not null generated always as (core.search_vector(language, title || ' ' || summary || ' ' || body)) stored;
    -- there are few of these, and they are read through what their viewer may see
    alter table core.space add see_text tsvector not null generated always as (core.search_vector('', title || ' ' || summary)) stored;
    create index content_see_text on core.content using gin (community_id, see_text) where status = 1;
    create index content_read_text on core.content using gin (community_id, read_text) where status = 1;

    -- Row-level security keeps PostgreSQL from using these indexes, since it does not call the matching of texts leakproof. This view
    -- is the same wall written as a condition: it runs with the rights of the owner, and holds no row of another community
    create view core.content_words as
      select community_id, id, kind, status, author_id, rule_id, publish_at, unpublish_at, see_text, read_text
      from core.content where community_id = nullif(current_setting('app.community_id', true), '')::int
      with local check option`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop view core.content_words;
    alter table core.space drop see_text;
    alter table core.content drop see_text, drop read_text, drop language;
    drop function core.search_query(text[], text), core.search_forms(text[], text), core.search_vector(text, text), core.search_plain(text), core.search_config(text)`.execute(
    db,
  );
}
