/**
 * Work of communities beside the queue: in each lane one piece after the other, and a few lanes at the same time. Whoever takes
 * long gives the place up and goes on, so that what hangs in one community keeps no other one waiting.
 */
export interface Lanes {
  /** Begins `work` when the lane and a place are free. It must not fail. */
  run(lane: string, work: () => Promise<void>): void;
  /** Resolves when nothing is left in these lanes. */
  quiet(lanes: Iterable<string>): Promise<void>;
  /** Begins nothing any more, and waits for what runs. */
  close(): Promise<void>;
}

/** How many begin at the same time: each needs a connection, and visitors need the rest. */
const AT_ONCE = 4;
/** After so many milliseconds a place is given up. */
const PATIENCE = 1000;

/** `pressed`: whether connections are short at this moment; then no place is given up before its work is done. */
export function createLanes(pressed: () => boolean): Lanes {
  const ends = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let places = AT_ONCE;
  let closed = false;

  async function inPlace(work: () => Promise<void>) {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    let isMine = true;
    const giveUp = () => {
      if (!isMine) return;
      isMine = false;
      const next = waiting.shift();
      if (next) next();
      else places += 1;
    };
    const patience = setInterval(() => {
      if (!pressed()) giveUp();
    }, PATIENCE);
    try {
      if (!closed) await work();
    } finally {
      clearInterval(patience);
      giveUp();
    }
  }

  const quiet: Lanes['quiet'] = async (lanes) => {
    for (const lane of lanes) for (let end = ends.get(lane); end; end = ends.get(lane)) await end;
  };

  return {
    run(lane, work) {
      const end = (ends.get(lane) ?? Promise.resolve())
        .then(() => inPlace(work))
        .catch(() => {})
        .finally(() => {
          if (ends.get(lane) === end) ends.delete(lane);
        });
      ends.set(lane, end);
    },
    quiet,
    async close() {
      closed = true;
      await quiet([...ends.keys()]);
    },
  };
}
