/**
 * Somebody at a browser of their own. Journeys say what a person does (`press`, `fill`, `follow`), and the hands decide how: with
 * a mouse, or with a keyboard alone, where everything is reached by Tab and nothing that has the focus may be out of sight.
 */
import type { Locator, Page } from 'playwright-core';

export type Hands = 'keyboard' | 'mouse';

/** What was pressed and typed, and by how many stops of Tab. */
export interface Tally {
  stops: number;
  acts: number;
}

export interface Operating {
  readonly hands: Hands;
  readonly tally: Tally;
  /** Called with what is wrong with a stop of Tab: it does not show its focus, or something covers it. */
  readonly complain: (what: string) => void;
}

/** The ways of operating one control. None of them waits for what comes of it. */
export interface Operator {
  press(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  tick(target: Locator): Promise<void>;
  /** One of a group of radio buttons. */
  choose(target: Locator): Promise<void>;
  select(target: Locator, option: string): Promise<void>;
}

const mouse = (tally: Tally): Operator => {
  const counted =
    <Rest extends readonly unknown[]>(act: (target: Locator, ...rest: Rest) => Promise<unknown>) =>
    async (target: Locator, ...rest: Rest) => {
      tally.acts += 1;
      await act(target, ...rest);
    };
  return {
    press: counted((target) => target.click()),
    fill: counted((target, text: string) => target.fill(text)),
    tick: counted((target) => target.check()),
    choose: counted((target) => target.check()),
    select: counted((target, label: string) => target.selectOption({ label })),
  };
};

/** What has the focus: whether it is what is looked for, whether one sees that it has it, and whether one sees it at all. */
const stop = () => {
  const at = document.activeElement as HTMLElement;
  const shown = at.closest('label') ?? at;
  // a control that spans two lines has a box with holes: its first line is what has to be in sight
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  // the button that opens the calendar of a date is the browser's own, as is the ring around it
  const inside = !at.matches(':focus');
  const marked = inside || [at, shown].some((one) => getComputedStyle(one).outlineStyle !== 'none');
  return {
    wanted: at.dataset['wanted'] !== undefined,
    name: (at.getAttribute('aria-label') ?? at.textContent ?? '').trim() || at.id,
    lost: at === document.body,
    marked,
    covered: !hit || !(shown.contains(hit) || hit.contains(shown)),
  };
};

/** Tab goes through the parts of a date one by one, so a page has more stops than controls. */
const mostStops = 160;

const keyboard = (page: Page, { tally, complain }: Operating): Operator => {
  const keys = page.keyboard;
  async function reach(target: Locator): Promise<void> {
    const before = await target.evaluate((at: HTMLElement) => {
      at.dataset['wanted'] = '';
      const { activeElement: from } = document;
      return from === at ? undefined : Boolean(from && at.compareDocumentPosition(from) & 4 && from !== document.body);
    });
    const told = (await page.evaluate(stop)).wanted;
    for (let stops = 0; !told || before !== undefined; stops += 1) {
      if (stops === mostStops) throw new Error(`Tab does not reach ${String(target)} on ${page.url()}`);
      await keys.press(before ? 'Shift+Tab' : 'Tab');
      const at = await page.evaluate(stop);
      if (at.lost) continue; // between the end of the page and its beginning
      tally.stops += 1;
      if (!at.marked) complain(`${page.url()}: “${at.name}” does not show that it has the focus`);
      if (at.covered) complain(`${page.url()}: “${at.name}” is covered while it has the focus`);
      if (at.wanted) break;
    }
    tally.acts += 1;
    await target.evaluate((at: HTMLElement) => delete at.dataset['wanted']);
  }
  return {
    async press(target) {
      await reach(target);
      await keys.press('Enter');
    },
    async fill(target, text) {
      await reach(target);
      const type = await target.getAttribute('type');
      if (type === 'datetime-local' || type === 'date') return typeDate(page, target, text);
      await keys.press('ControlOrMeta+A');
      await keys.press('Delete');
      await keys.type(text);
    },
    async tick(target) {
      await reach(target);
      if (!(await target.isChecked())) await keys.press('Space');
    },
    async choose(target) {
      const group = page.locator(`[name="${await target.getAttribute('name')}"]`);
      const at = await group.evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).checked));
      await reach(group.nth(Math.max(at, 0)));
      for (let n = await group.count(); n > 0 && !(await target.isChecked()); n -= 1) await keys.press('ArrowDown');
    },
    async select(target, option) {
      await reach(target);
      const chosen = () => target.evaluate((at: HTMLSelectElement) => at.selectedOptions[0]?.textContent?.trim());
      await keys.press('Home');
      for (let n = await target.locator('option').count(); n > 0 && (await chosen()) !== option; n -= 1)
        await keys.press('ArrowDown');
    },
  };
};

/** Types a date as its parts, in whichever order the browser has them; years have room for six digits. */
async function typeDate(page: Page, target: Locator, text: string): Promise<void> {
  const [, year = '', month = '', day = '', hour, minute = ''] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(text) ?? [];
  const time = hour === undefined ? [''] : [`${hour}${minute}`, twelve(Number(hour), minute)];
  const dates = [`${month}${day}00${year}`, `${day}${month}00${year}`, `00${year}${month}${day}`];
  for (const date of dates)
    for (const clock of time) {
      await page.keyboard.type(`${date}${clock}`);
      if ((await target.inputValue()) === text) return;
      // back to the first part
      for (let part = 0; part < 6; part += 1) await page.keyboard.press('ArrowLeft');
    }
  throw new Error(`${text} could not be typed into ${String(target)}; it says ${await target.inputValue()}`);
}
const twelve = (hour: number, minute: string) =>
  `${String(hour % 12 || 12).padStart(2, '0')}${minute}${hour < 12 ? 'A' : 'P'}`;

export const operatorOf = (page: Page, how: Operating): Operator =>
  how.hands === 'mouse' ? mouse(how.tally) : keyboard(page, how);
