import t from 'tap';
import { colourTokens, contrastOf, isColour, themeStylesheet } from '../../web/theme/index.ts';
import { brandColours, textPairs } from './contrast-pairs.ts';

t.test('only hex is a colour, so that a setting cannot write CSS', async (t) => {
  for (const good of ['#1d6b43', '#FFF', '#abc']) t.ok(isColour(good), good);
  for (const bad of [
    'red',
    '#12',
    '#1234',
    '#12345g',
    '#1d6b43;}body{display:none',
    ' #1d6b43',
    '',
    3,
    null,
    undefined,
  ])
    t.notOk(isColour(bad), String(bad));
  t.throws(() => themeStylesheet({ colour: '#fff;}*{display:none}', accent: '#eda32f' }), TypeError);
});

t.test('a theme sets two colours and gives older browsers plain ones for light and dark', async (t) => {
  const { css, hash } = themeStylesheet({ colour: '#1d6b43', accent: '#eda32f', heading: 'serif' });
  t.match(css, ':root{--brand:#1d6b43;--accent:#eda32f;--font-heading:');
  t.match(css, '@supports (not (color:oklch(from red l c h))) or (not (color:light-dark(red,red)))');
  t.match(css, ":root:not([data-theme='light'])");
  t.match(css, ":root[data-theme='dark']");
  for (const name of ['fill', 'link', 'tint', 'bg', 'surface', 'ink', 'muted', 'line']) {
    t.equal(css.match(new RegExp(`--${name}:#[0-9a-f]{6}`, 'g'))?.length, 3, name);
  }
  t.not(themeStylesheet({ colour: '#155b7a', accent: '#eda32f' }).hash, hash);
});

t.test('text is readable whatever colour a community chooses, light and dark', async (t) => {
  for (const scheme of ['light', 'dark'] as const) {
    const lowest = new Map<string, number>();
    for (const colour of brandColours) {
      const tokens = colourTokens({ colour, accent: colour }, scheme);
      for (const [text, ground] of textPairs) {
        const ratio = contrastOf(tokens[text] ?? text, tokens[ground] ?? ground);
        const pair = `${text} on ${ground}`;
        lowest.set(pair, Math.min(lowest.get(pair) ?? Infinity, ratio));
      }
      const edge = contrastOf(tokens['control'] ?? '', tokens['surface'] ?? '');
      if (edge < 3) t.fail(`the edge of a control on ${colour} ${scheme}: ${edge}`);
    }
    for (const [pair, ratio] of lowest) t.ok(ratio >= 4.5, `${scheme}: ${pair} is ${ratio.toFixed(2)} at its lowest`);
  }
});
