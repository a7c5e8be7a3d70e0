import type { Seeding } from '@polyphony/core/testing';

/** One of everything, with the words of the community in every text. */
export async function seed({ member, words }: Seeding) {
  const made = await member.post('/api/sample-items', { title: words('An item') });
  if (made.status !== 201) throw new Error(`no item: ${made.status} ${made.text}`);
  return { item: (made.body as { id: string }).id };
}
