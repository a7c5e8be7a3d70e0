import type { Seeding } from '@polyphony/core/testing';

/** An open group with two people in it, and a closed one. */
export async function seed({ manager, member, words }: Seeding) {
  const start = async (title: string, openness: string) => {
    const made = await manager.post('/api/groups', {
      title: words(title),
      summary: words('What it is for'),
      about: words('A longer purpose'),
      kindLabel: words('Workstream'),
      openness,
    });
    if (made.status !== 201) throw new Error(`no group: ${made.status} ${made.text}`);
    return made.body as { id: string };
  };
  const { id } = await start('Bread', 'open');
  await start('Board', 'closed');
  await member.post(`/api/groups/${id}/join`);
  return { group: id, member: member.memberId ?? '' };
}
