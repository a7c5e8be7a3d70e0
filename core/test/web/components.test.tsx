import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComponentChildren } from 'preact';
import t from 'tap';
// prettier-ignore
import {
  Area, AudienceLine, Avatar, AvatarStack, Ballot, BallotItem, BarChart, Button, Card, Chip, Choice, componentMessages, Cover, DataTable,
  Disclosure, Document, Empty, ErrorSummary, FeatureCard, fieldId, Form, Hero, Icon, IdeaCard, Link, Meta, Meter, Notice, PageHead, Pager, Panel,
  Phases, renderDocument, renderFragment, safeUrl, Segments, Select, ShareBar, Text, VoteBar,
} from '../../web/components/index.ts';
import { cad, galleryPage, pageFor, shell } from './gallery.tsx';
import { galleryPages } from './gallery-server.ts';

const page = pageFor();
const html = (children: ComponentChildren) => renderFragment(page, children);

const hostile = `<script>alert("1")</script>'"><img src=x onerror=alert(1)>`;
const script = 'javascript:alert(1)';
const party = { name: hostile, image: script };

t.test('text that a member wrote never becomes markup, in any component', async (t) => {
  const cases: Record<string, ComponentChildren> = {
    AudienceLine: <AudienceLine audience={{ kind: 'group', name: hostile }} />,
    Avatar: <Avatar party={party} decorative={false} />,
    AvatarStack: <AvatarStack parties={[party]} />,
    Ballot: <Ballot title={hostile} lines={[{ title: hostile, cost: cad(1) }]} note={hostile} />,
    BallotItem: (
      <BallotItem
        project={{ id: hostile, title: hostile, href: script, text: hostile, by: party, theme: hostile }}
        chosen={false}
        unavailable={hostile}
        control={{
          as: 'button',
          action: script,
          id: hostile,
          value: hostile,
          words: { add: hostile, remove: hostile },
        }}
      />
    ),
    BarChart: (
      <BarChart
        caption={hostile}
        rows={[{ label: hostile, value: 1, tone: 'won' }]}
        keys={{ value: hostile }}
        unit={() => hostile}
      />
    ),
    Button: <Button label={hostile} about={hostile} name={hostile} value={hostile} />,
    ButtonLink: <Button label={hostile} href={script} />,
    Card: (
      <Card
        title={hostile}
        href={script}
        level={3}
        by={party}
        text={hostile}
        meta={[{ text: hostile, href: script }]}
      />
    ),
    Chip: <Chip label={hostile} href={script} />,
    Choice: (
      <Choice
        name={hostile}
        label={hostile}
        options={[{ value: hostile, label: hostile, explain: hostile }]}
        value={hostile}
      />
    ),
    Cover: <Cover seed={hostile} image={{ src: script, alt: hostile }} />,
    DataTable: (
      <DataTable caption={hostile} columns={[{ key: 'a', label: hostile }]} rows={[{ a: hostile }]} csv={script} />
    ),
    Disclosure: <Disclosure summary={hostile}>{hostile}</Disclosure>,
    Empty: <Empty title={hostile} text={hostile} seed={hostile} action={{ label: hostile, href: script }} />,
    ErrorSummary: <ErrorSummary errors={[{ field: hostile, message: hostile }]} />,
    FeatureCard: (
      <FeatureCard
        title={hostile}
        text={hostile}
        status={{ label: hostile }}
        actions={hostile}
        cover={{ seed: hostile }}
      />
    ),
    Fields: [
      <Text name={hostile} label={hostile} hint={hostile} error={hostile} value={hostile} />,
      <Area name={hostile} label={hostile} value={hostile} />,
      <Select name={hostile} label={hostile} options={[{ value: hostile, label: hostile }]} />,
    ],
    Form: <Form action={script}>{hostile}</Form>,
    Hero: (
      <Hero
        title={hostile}
        text={hostile}
        actions={[{ label: hostile, href: script }]}
        facts={[{ value: hostile, label: hostile }]}
        seed=""
      />
    ),
    IdeaCard: (
      <IdeaCard
        idea={{
          id: hostile,
          title: hostile,
          href: script,
          by: party,
          text: hostile,
          theme: hostile,
          cover: { seed: hostile },
        }}
        vote={{ state: 'open', action: script }}
      />
    ),
    Meta: <Meta items={[{ text: hostile, href: script }]} />,
    Meter: <Meter label={hostile} parts={[1]} of={2} />,
    Notice: <Notice title={hostile}>{hostile}</Notice>,
    PageHead: (
      <PageHead
        title={hostile}
        lede={hostile}
        crumbs={[{ label: hostile, href: script }, { label: hostile }]}
        tabsLabel={hostile}
        tabs={[{ label: hostile, href: script }]}
      />
    ),
    Pager: <Pager label={hostile} older={script} olderLabel={hostile} />,
    Panel: (
      <Panel title={hostile} more={{ label: hostile, href: script }}>
        {hostile}
      </Panel>
    ),
    Phases: <Phases phases={[{ name: hostile, text: hostile, state: 'now' }]} />,
    Segments: <Segments label={hostile} items={[{ label: hostile, href: script }]} />,
    ShareBar: <ShareBar parts={[{ label: hostile, amount: cad(1) }]} />,
    VoteBar: <VoteBar used={1} of={3} href={script} />,
  };
  for (const [name, component] of Object.entries(cases)) {
    const out = html(component);
    t.notMatch(out, /<script|<img src=x/i, `${name} escapes text`);
    t.notMatch(out, /(?:href|src|action)="\s*javascript:/i, `${name} refuses a script as an address`);
    // an attribute value that broke out of its quotes would leave a handler behind it
    t.notMatch(out.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\sonerror=/i, `${name} keeps quotes inside of attributes`);
  }
});

t.test('a document escapes its title, its names and its status', async (t) => {
  const out = renderDocument(
    page,
    <Document
      {...shell}
      title={hostile}
      community={{ name: hostile, mark: { src: script } }}
      person={party}
      status={hostile}
      canonical={script}
      quickExit={script}
    >
      {hostile}
    </Document>,
  );
  t.match(out, /^<!doctype html><html lang="en-CA" dir="ltr">/);
  t.notMatch(out, /<script|<img src=x|javascript:alert\(1\)"/i);
});

t.test('only addresses of the web, of mail and of the site itself are linked', async (t) => {
  for (const good of [
    'https://example.org/a?b#c',
    'http://example.org',
    'mailto:a@example.org',
    '/groups',
    'groups/x',
    '#main',
    '?page=2',
    '//example.org/x',
  ]) {
    t.equal(safeUrl(good), good);
  }
  for (const bad of [
    script,
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'http://[',
  ]) {
    t.equal(safeUrl(bad), undefined, JSON.stringify(bad));
  }
  t.match(html(<Link href={script}>text</Link>), /^<a>text<\/a>$/, 'the words stay, without a target');
});

t.test('paths of the community go through the url of the page, foreign addresses do not', async (t) => {
  const prefixed = pageFor({ url: (path) => `/c/food${path}` });
  const out = renderFragment(prefixed, [
    <Link href="/groups">a</Link>,
    <Link href="//evil.example/">b</Link>,
    <Link href="https://x.example/">c</Link>,
  ]);
  t.match(out, 'href="/c/food/groups"');
  t.match(out, 'href="//evil.example/"');
  t.match(out, 'href="https://x.example/"');
  t.match(renderFragment(prefixed, <Form action="/vote">x</Form>), 'action="/c/food/vote"');
});

t.test('a form that changes something carries the token of the session, one that asks does not', async (t) => {
  t.match(html(<Form action="/vote">x</Form>), '<input type="hidden" name="_csrf" value="token"');
  t.notMatch(
    html(
      <Form action="/search" method="get">
        x
      </Form>,
    ),
    '_csrf',
  );
  const { csrf: _none, ...visitor } = pageFor();
  t.notMatch(renderFragment(visitor, <Form action="/vote">x</Form>), '_csrf');
});

t.test(
  'no page has an inline style, a script or a handler, and each has one main heading and unique ids',
  async (t) => {
    for (const name of galleryPages) {
      const out = galleryPage(name);
      t.notMatch(out, /\sstyle=|<script|\son[a-z]+="/i, `${name} is free of them`);
      t.equal(out.match(/<h1[\s>]/g)?.length, 1, `${name} has one h1`);
      const ids = [...out.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      t.same(ids, [...new Set(ids)], `${name} has no id twice`);
      for (const [, target] of out.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) {
        for (const id of target?.split(' ') ?? []) t.ok(ids.includes(id), `${name}: #${id} exists`);
      }
    }
  },
);

t.test('the sprite holds the icons of the page and no other', async (t) => {
  const out = renderDocument(
    page,
    <Document {...shell} title="Icons" navigation={[]} person={undefined} paths={{}}>
      <Icon name="leaf" />
      <Icon name="leaf" />
    </Document>,
  );
  t.same(
    [...out.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id),
    ['i-leaf'], // a page without navigation has no tab bar, and so no icon for it
  );
  t.ok(out.indexOf('<use href="#i-leaf"') < out.indexOf('<symbol id="i-leaf"'));
  t.match(html(<Icon name="leaf" />), /<path/, 'a fragment brings the drawing itself');
});

t.test('a field ties its label, hint and error to the control, and the summary leads there', async (t) => {
  const out = html([
    <ErrorSummary errors={[{ field: 'cost', message: 'Enter a number' }]} />,
    <Text name="cost" label="Cost" hint="Dollars" error="Enter a number" />,
  ]);
  const id = fieldId('cost');
  t.match(out, `href="#${id}"`);
  t.match(out, `<label for="${id}"`);
  t.match(out, `aria-describedby="${id}-hint ${id}-error"`);
  t.match(out, 'aria-invalid="true"');
});

t.test('what is unavailable stays in sight, says why and cannot be sent', async (t) => {
  const out = html(
    <BallotItem
      project={{ id: 'a', title: 'Roof', href: '/a', cost: cad(62_000) }}
      chosen={false}
      unavailable="$20,000 more than you have left"
      control={{ as: 'button', action: '/b', value: 'a' }}
    />,
  );
  t.match(out, '$20,000 more than you have left');
  t.match(out, /<button type="button"[^>]*aria-disabled="true"/);
});

t.test('a pattern is the same for the same seed, differs for others and stays small', async (t) => {
  const cover = (seed: string) => html(<Cover seed={seed} />);
  t.equal(cover('fridge'), cover('fridge'));
  t.equal(new Set(['fridge', 'flour', 'tubs', 'whey', 'veg'].map(cover)).size, 5);
  t.ok(cover('fridge').length < 2000);
});

t.test('every word of a component is in the catalogue, and every entry is used', async (t) => {
  const folder = path.join(import.meta.dirname, '../../web/components');
  const sources = globSync('*.tsx', { cwd: folder }).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const asked = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/'(core\.[\w.]+)'|of="(core\.[\w.]+)"/g)].map(([, a, b]) => a ?? b),
    ),
  );
  const known = Object.keys(componentMessages);
  const composed = known.filter((key) => key.startsWith('core.audience.'));
  t.same(
    [...asked].filter((key) => !known.includes(key ?? '')),
    [],
  );
  t.same(
    known.filter((key) => !asked.has(key) && !composed.includes(key)),
    [],
  );
});
