import type { Log } from '../contract/context.ts';
import { describeProblem, type ConfigurationProblem } from './yaml.ts';

/** What is wrong now, kept where it can be taken back as soon as it is mended. */
export interface Problems {
  /** Of one file; none where it is right. */
  ofFile(file: string, problems: readonly ConfigurationProblem[]): void;
  /** Of one community's view, by its short name: what its revision says and this node cannot do. */
  ofView(slug: string, problems: readonly ConfigurationProblem[]): void;
  /** Of what a community does not show any more, and which is not turned off yet. */
  ofLeaving(slug: string, problems: readonly ConfigurationProblem[]): void;
  /** Files that had problems, for those that are gone. */
  files(): readonly string[];
  all(): readonly ConfigurationProblem[];
  /** Logs what was not said before. */
  tell(): void;
}

export function createProblems(log: Log): Problems {
  const byFile = new Map<string, readonly ConfigurationProblem[]>();
  const byView = new Map<string, readonly ConfigurationProblem[]>();
  const byLeaving = new Map<string, readonly ConfigurationProblem[]>();
  let said = new Set<string>();
  const set = <K>(map: Map<K, readonly ConfigurationProblem[]>, key: K, problems: readonly ConfigurationProblem[]) => {
    if (problems.length > 0) map.set(key, problems);
    else map.delete(key);
  };
  const all = () => [...byFile.values(), ...byView.values(), ...byLeaving.values()].flat();
  return {
    ofFile: (file, problems) => set(byFile, file, problems),
    ofView: (slug, problems) => set(byView, slug, problems),
    ofLeaving: (slug, problems) => set(byLeaving, slug, problems),
    files: () => [...byFile.keys()],
    all,
    tell() {
      const now = new Map(all().map((problem) => [describeProblem(problem), problem]));
      for (const [text, problem] of now) if (!said.has(text)) log.error({ problem }, `configuration refused: ${text}`);
      said = new Set(now.keys());
    },
  };
}
