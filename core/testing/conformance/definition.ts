import { describeProblem } from '../../community/yaml.ts';
import type { KeptPromise } from './promise.ts';
import type { World } from './world.ts';

/** Reasons that other promises speak of. */
const elsewhere = ({ record: { status } }: World) =>
  status.state === 'failed' && (status.phase === 'migrate' || status.phase === 'resolve');

/** Whatever the registry refuses, and what it lets pass although a reader of the description would miss it. */
export const definition: KeptPromise = {
  id: 'definition',
  title: 'its definition is valid, and it is admitted',
  async broken(world) {
    const { record, platform, built } = world;
    if (record.status.state !== 'admitted')
      return elsewhere(world) ? [] : [`${record.status.state}: ${record.status.reason}`];
    const wrong = platform.app.communities
      .problems()
      .map((problem) => `its settings are refused: ${describeProblem(problem)}`);
    const messages = record.definition?.messages ?? {};
    const english = Object.keys(messages['en'] ?? {});
    for (const [language, texts] of Object.entries(messages))
      for (const key of Object.keys(texts))
        // the English of a problem stands in its catalogue
        if (!key.startsWith('problem.') && !english.includes(key))
          wrong.push(`the message ${key} is in ${language} and not in en`);
    for (const { method, path, summary } of built?.routes ?? [])
      if (summary.trim() === '') wrong.push(`${method} ${path} has no summary`);
    if (!Object.isFrozen(record.definition)) wrong.push('the definition is not frozen: write defineExtension({ .. })');
    return wrong;
  },
};
