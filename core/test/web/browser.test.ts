import t from 'tap';
import { axe, launchBrowser } from '../../testing/browser.ts';
import { stylesheet } from '../../web/styles/stylesheet.ts';
import { colourTokens } from '../../web/theme/index.ts';
import { brandColours, contrastOfChannels, textPairs } from './contrast-pairs.ts';
import { galleryPages, serveGallery } from './gallery-server.ts';

const server = await serveGallery();
const browser = await launchBrowser();
t.teardown(async () => {
  await browser.close();
  await server.close();
});

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

t.test('axe can see a fault, so that finding none means something', async (t) => {
  const context = await browser.open();
  const page = await context.newPage();
  await page.setContent(
    '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"><p style="color:#ccc">faint</p></main>',
  );
  const rules = (await axe(page)).map(({ rule }) => rule);
  t.ok(rules.includes('image-alt') && rules.includes('color-contrast'), rules.join(', '));
  await context.close();
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    t.test(`every component is accessible and obeys the policy of the pages: ${theme}, ${width} px`, async (t) => {
      const context = await browser.open({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('requestfailed', (request) => complaints.push(request.url()));
      for (const name of galleryPages) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${server.origin}/${name}?theme=${theme}`);
        t.same(await axe(page), [], name);
        t.equal(await page.evaluate(overflow), 0, `${name} does not scroll sideways`);
      }
      t.same(complaints, [], 'the console stays empty');
      await context.close();
    });
  }
}

t.test(
  'nothing scrolls sideways: at 320 px, right to left, with wider text spacing, with letters twice the size',
  async (t) => {
    const cases = [
      { say: '320 px', width: 320 },
      { say: 'right to left', width: 390, query: '?locale=ar' },
      {
        say: 'text spacing of WCAG 1.4.12',
        width: 390,
        css: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}',
      },
      { say: 'text at 200%', width: 640, css: 'html{font-size:200%!important}' },
      { say: 'a tablet', width: 800 },
    ];
    for (const { say, width, query = '', css } of cases) {
      const context = await browser.open({ viewport: { width, height: 700 }, bypassCSP: css !== undefined });
      const page = await context.newPage();
      for (const name of galleryPages) {
        await page.goto(`${server.origin}/${name}${query}`);
        if (css !== undefined) await page.addStyleTag({ content: css });
        t.equal(await page.evaluate(overflow), 0, `${name}, ${say}`);
      }
      await context.close();
    }
  },
);

t.test('focus is never covered by a sticky bar while tabbing through a page on a phone', async (t) => {
  const context = await browser.open({ viewport: { width: 390, height: 700 } });
  const page = await context.newPage();
  for (const name of galleryPages) {
    await page.goto(`${server.origin}/${name}`);
    let stops = 0;
    for (; stops < 120; stops++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate<string | null>(`(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return 'end';
        const target = at.closest('label') ?? at;
        const box = target.getBoundingClientRect();
        // where it shows: a tab at the end of a row may be scrolled into view only in part
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const [x, y] = [(left + right) / 2, box.y + Math.min(box.height, 20) / 2];
        const hit = document.elementFromPoint(x, y);
        return hit && (target.contains(hit) || hit.contains(target)) ? null : at.outerHTML.slice(0, 120) + ' at ' + y + ' is under ' + hit?.outerHTML.slice(0, 80);
      })()`);
      if (found === 'end') break;
      if (found !== null) t.fail(`${name}: ${found}`);
    }
    t.ok(stops > 10 && stops < 120, `${name}: ${stops} stops`);
  }
  await context.close();
});

t.test('after an error the summary has the focus, without any script of ours', async (t) => {
  const context = await browser.open();
  const page = await context.newPage();
  await page.goto(`${server.origin}/states`);
  t.equal(await page.evaluate('document.activeElement.id'), 'errors');
  await context.close();
});

t.test('forced colours and print keep what carries meaning', async (t) => {
  const context = await browser.open({ forcedColors: 'active', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${server.origin}/ballot`);
  const [part, ground] = await page.evaluate<string[]>(
    `[getComputedStyle(document.querySelector('.meter__part')).fill, getComputedStyle(document.body).backgroundColor]`,
  );
  t.not(part, ground, 'the meter is drawn in a colour of the system');
  await page.emulateMedia({ media: 'print', forcedColors: 'none' });
  await page.goto(`${server.origin}/results`);
  const shown = await page.evaluate<Record<string, boolean>>(
    `Object.fromEntries(['.top', '.tabs-phone', '.foot', 'h1', '.table', '.chart.only-wide'].map((at) => [at, document.querySelector(at).checkVisibility()]))`,
  );
  t.match(shown, { '.top': false, '.tabs-phone': false, '.foot': false, h1: true, '.table': true });
  await context.close();
});

t.test('Chromium paints the colours that were calculated, and its text is readable for every brand', async (t) => {
  const context = await browser.open();
  const page = await context.newPage();
  await page.setContent(`<!doctype html><style>${stylesheet().css}</style><p id="probe">`);
  const names = Object.keys(colourTokens({ colour: '#000000', accent: '#000000' }, 'light'));
  // painted, so that colours outside of sRGB are measured as a screen shows them
  const painted = await page.evaluate<Record<string, number[][]>>(`(() => {
    const names = ${JSON.stringify(names)}, brands = ${JSON.stringify(brandColours)};
    const root = document.documentElement, probe = document.getElementById('probe');
    const canvas = new OffscreenCanvas(names.length, 1), pen = canvas.getContext('2d', { willReadFrequently: true });
    const all = {};
    for (const scheme of ['light', 'dark']) for (const brand of brands) {
      root.dataset.theme = scheme;
      root.style.setProperty('--brand', brand);
      root.style.setProperty('--accent', brand);
      names.forEach((name, at) => {
        probe.style.color = 'var(--' + name + ')';
        pen.fillStyle = getComputedStyle(probe).color;
        pen.fillRect(at, 0, 1, 1);
      });
      const data = pen.getImageData(0, 0, names.length, 1).data;
      all[scheme + brand] = names.map((_, at) => [...data.slice(at * 4, at * 4 + 3)]);
    }
    return all;
  })()`);
  await context.close();

  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  for (const scheme of ['light', 'dark'] as const) {
    let lowest = { ratio: Infinity, where: '' };
    let furthest = { by: 0, where: '' };
    for (const brand of brandColours) {
      const found = new Map(names.map((name, at) => [name, painted[`${scheme}${brand}`]?.[at] ?? []]));
      for (const [text, ground] of textPairs) {
        const ratio = contrastOfChannels(found.get(text) ?? channels(text), found.get(ground) ?? channels(ground));
        if (ratio < lowest.ratio) lowest = { ratio, where: `${text} on ${ground}, ${brand}` };
      }
      for (const [name, hex] of Object.entries(colourTokens({ colour: brand, accent: brand }, scheme))) {
        const by = Math.max(...channels(hex).map((channel, at) => Math.abs(channel - (found.get(name)?.[at] ?? NaN))));
        if (!(by <= furthest.by)) furthest = { by, where: `${name}, ${brand}` };
      }
    }
    t.ok(lowest.ratio >= 4.5, `${scheme}: lowest contrast ${lowest.ratio.toFixed(2)} (${lowest.where})`);
    t.ok(
      furthest.by <= 3,
      `${scheme}: calculated and painted differ by at most ${furthest.by} of 255 (${furthest.where})`,
    );
  }
});
