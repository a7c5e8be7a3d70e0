// Every component in its states, in one document: what the browser tests look at.
import { IntlMessageFormat } from 'intl-messageformat';
// prettier-ignore
import {
  Area, AudienceLine, AvatarStack, Avatar, Ballot, BallotItem, BarChart, BudgetBar, Button, Card, Check, Chip, Choice, componentMessages,
  Cover, DataTable, DateField, Disclosure, Document, Empty, ErrorSummary, FeatureCard, Filters, Form, formatMoney, Hero, Icon, IdeaCard, Meta,
  Meter, Money, Notice, PageHead, Pager, Panel, Phases, Prose, renderDocument, Segments, Select, ShareBar, Text, Time, VoteBar, WithSide,
  directionOf, type DocumentProps, type MoneyValue, type NavItem, type PageContext,
} from '../../web/components/index.ts';

export const cad = (dollars: number): MoneyValue => ({ amount: BigInt(dollars) * 100n, currency: 'CAD', exponent: 2 });
const now = new Date('2026-11-21T16:00:00Z');

/** A page whose words are the English ones, formatted as the server does. */
export function pageFor(overrides: Partial<PageContext> = {}): PageContext {
  const locale = overrides.locale ?? 'en-CA';
  return {
    t: (key, values) => {
      const text = (componentMessages as Record<string, string>)[key];
      if (text === undefined) throw new Error(`No message for ${key}`);
      return String(new IntlMessageFormat(text, locale).format(values as never));
    },
    locale,
    timeZone: 'America/Toronto',
    now,
    url: (path) => path,
    csrf: 'token',
    ...overrides,
  };
}

export const navigation: readonly NavItem[] = [
  { id: 'home', label: 'Home', short: 'Home', href: '/', icon: 'house', order: 0 },
  { id: 'talk', label: 'Kitchen Table', short: 'Table', href: '/talk', icon: 'messages-square', order: 1 },
  { id: 'groups', label: 'Workstreams', short: 'Groups', href: '/groups', icon: 'users', order: 2 },
  { id: 'challenges', label: 'Challenges', short: 'Challenges', href: '/challenges', icon: 'lightbulb', order: 3 },
  { id: 'events', label: 'Events', short: 'Events', href: '/events', icon: 'calendar', order: 4 },
  { id: 'organisations', label: 'Organisations', short: 'Orgs', href: '/organisations', icon: 'building-2', order: 5 },
  { id: 'membership', label: 'Membership', short: 'Members', href: '/membership', icon: 'handshake', order: 6 },
];

export const shell = {
  lang: 'en-CA',
  dir: 'ltr',
  community: { name: 'Our Food Future', mark: { seed: 'a' } },
  navigation,
  footer: [
    { label: 'About', href: '/about' },
    { label: 'Community rules', href: '/rules' },
    { label: 'Accessibility', href: '/accessibility' },
    { label: 'Privacy', href: '/privacy' },
    { label: 'Get help', href: '/help' },
  ],
  languages: [
    { label: 'Français', href: '/language/fr', lang: 'fr' },
    { label: 'العربية', href: '/language/ar', lang: 'ar', dir: 'rtl' },
  ],
  looks: [
    { label: 'Light', href: '/look/light' },
    { label: 'Dark', href: '/look/dark' },
  ],
  paths: { search: '/search', notifications: '/notifications', account: '/me', signIn: '/sign-in' },
  person: { name: 'Amina Khalil', unread: 3 },
  stylesheets: ['/core.css', '/theme.css'],
} satisfies Partial<DocumentProps>;

export type GalleryPage = 'home' | 'challenge' | 'ballot' | 'approval' | 'results' | 'states';
export interface GalleryOptions {
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
}

const parties = {
  bakery: { name: 'Second Rise Bakery', kind: 'organisation' },
  tubs: { name: 'Loop Lunch', kind: 'organisation' },
  meals: { name: 'Westside School Meals', kind: 'organisation' },
  growers: { name: 'Damp Cellar Growers', kind: 'organisation' },
  pantry: { name: 'Neighbours’ Pantry', kind: 'organisation' },
  dairy: { name: 'Speed River Dairy', kind: 'organisation' },
} as const;

// prettier-ignore
const ideas = [
  ['flour', 'Flour from brewery grain, milled in town', parties.bakery, 'Bakers and three breweries dry spent grain together and mill it into flour.', 'Circular businesses', 'mine'],
  ['tubs', 'Tubs that come back', parties.tubs, 'Reusable takeaway tubs with a deposit, shared by eleven downtown kitchens.', 'Packaging', 'open'],
  ['veg', 'Ugly veg, hot lunch', parties.meals, 'Second-grade carrots become first-rate soup for 400 pupils twice a week.', 'Food access', 'open'],
  ['mushrooms', 'Coffee grounds to oyster mushrooms', parties.growers, 'Collect grounds from cafés by cargo bike; sell mushrooms back to the same cafés.', 'Waste as a resource', 'none-left'],
  ['fridge', 'A fridge on every second corner', parties.pantry, 'Six outdoor community fridges with volunteers who keep them clean and safe.', 'Food access', 'mine'],
  ['whey', 'Lebensmittelverschwendungsvermeidungsgenossenschaft', parties.dairy, 'Turn 900 litres of whey a week into drinks and feed rather than sewer load.', 'Circular businesses', 'closed'],
] as const;

// prettier-ignore
const projects = [
  ['fridge', 'Neighbourhood fridge network', parties.pantry, 'Food access', 'Six outdoor fridges, a cleaning rota and a food-safety course for 40 volunteers.', 36_000],
  ['mill', 'Spent-grain flour mill', parties.bakery, 'Circular businesses', 'A dryer and a small mill, shared by three breweries and five bakeries.', 30_000],
  ['roof', 'Rooftop teaching greenhouse', parties.meals, 'Learning', 'Year-round greens on a college roof, run as a class and a kitchen garden.', 62_000],
  ['compost', 'School compost-to-garden loop', parties.meals, 'Learning', 'Compost bays and raised beds at four schools, with a shared caretaker.', 18_000],
] as const;

// prettier-ignore
const results = [
  ['Neighbourhood fridge network', 170, 36_000, 61_200, 0, 'won', '170 voters paid $211.76 each.'],
  ['School compost-to-garden loop', 140, 18_000, 34_094, 0, 'won', '140 voters paid $128.57 each.'],
  ['Mobile farm stand', 129, 24_000, 24_076, 0, 'won', '129 voters had just enough between them.'],
  ['Spent-grain flour mill', 101, 30_000, 13_105, 16_895, 'won', 'Most votes of the rest, and it fits the $30,000 left over.'],
  ['Rooftop teaching greenhouse', 60, 62_000, 10_683, 0, 'lost', 'Its voters had $10,683 of $62,000 left.'],
  ['Shared cold store', 43, 48_000, 5667, 0, 'lost', 'Its voters had $5,667 of $48,000 left.'],
  ['Reusable takeaway tubs', 40, 22_000, 4332, 0, 'lost', 'Its voters had $4,332 of $22,000 left.'],
  ['Surplus tracking app for every shop, café and kitchen in the county', 27, 28_000, 3502, 0, 'lost', 'Its voters had $3,502 of $28,000 left.'],
] as const;

const closes = new Date('2026-12-05T01:00:00Z');

function Home() {
  return (
    <>
      <Hero
        title="No good food goes to waste here"
        text="Residents, growers, businesses, universities and the city are building a circular food economy together. Pull up a chair."
        actions={[
          { label: 'Vote on the $108,000 fund', href: '/challenges/fund' },
          { label: 'Visit The Kitchen Table', href: '/talk' },
        ]}
        facts={[
          { value: '2,314', label: 'members' },
          { value: '86', label: 'organisations' },
          { value: '31', label: 'projects funded' },
        ]}
        seed="our-food-future"
      />
      <div class="wrap section stack g6">
        <FeatureCard
          title="Circular Food Fund 2026"
          text="Eight local projects. $108,000 to share. Put the projects you would pay for in your ballot; you can change it until voting closes."
          status={{ label: 'Voting is open', tone: 'ok', icon: 'vote' }}
          closes={closes}
          meter={{
            label: '247 of a hoped-for 300 ballots so far',
            parts: [247],
            of: 300,
            text: '247 ballots so far. Last year 262 people voted.',
          }}
          cover={{ seed: 'circular-food-fund', family: 2 }}
          actions={
            <>
              <Button kind="main" label="Fill in your ballot" href="/challenges/fund/ballot" />
              <Button kind="quiet" label="How the money is shared" href="/challenges/fund/money" />
            </>
          }
        />
        <WithSide
          label="What is on"
          side={
            <>
              <Panel title="Your next steps" tone="tint">
                <ul class="rows">
                  <li class="line">
                    <Icon name="circle-check" />
                    <div>Say hello at the table</div>
                  </li>
                  <li class="line">
                    <Icon name="circle" />
                    <div>
                      <a href="/groups">Follow one workstream</a>
                      <p class="sm muted">So your weekly email fits you.</p>
                    </div>
                  </li>
                </ul>
              </Panel>
              <Panel title="Workstreams" more={{ label: 'All workstreams', href: '/groups' }}>
                <ul class="rows">
                  {['Food access', 'Circular businesses', 'Waste as a resource'].map((name) => (
                    <li class="line">
                      <Avatar party={{ name }} />
                      <div>
                        <a href="/groups/x">{name}</a>
                        <p class="sm muted">412 members</p>
                      </div>
                    </li>
                  ))}
                </ul>
              </Panel>
            </>
          }
        >
          <div class="split">
            <h2>At The Kitchen Table</h2>
            <Segments
              label="Show activity from"
              items={[
                { label: 'Everyone', href: '/?from=all', current: true },
                { label: 'My groups', href: '/?from=groups' },
                { label: 'Following', href: '/?from=following' },
              ]}
            />
          </div>
          <ul class="grid">
            <Card
              title="Who can take 60 kg of day-old bread every Monday?"
              href="/talk/bread"
              level={3}
              by={{ name: 'Marisol Ortega' }}
              text="Our bakery has steady surplus from weekend markets."
              meta={[
                { icon: 'message-circle', text: '14 replies' },
                { text: <Time at={new Date('2026-11-21T13:50:00Z')} as="relative" /> },
              ]}
              action={<AudienceLine audience={{ kind: 'members' }} />}
            />
            <Card
              title="Neighbourhood fridge network"
              href="/projects/fridges"
              level={3}
              winner
              text="First two fridges open in March"
              action={<Chip label="Starts in January" tone="brand" />}
            />
          </ul>
          <Empty
            title="No events yet"
            text="Most groups start with a one-hour call to say hello."
            action={{ label: 'Plan the first one', href: '/events/new' }}
            seed="events"
          />
          <Pager label="Pages of activity" older="/?page=2" olderLabel="Show older activity" />
        </WithSide>
      </div>
    </>
  );
}

function Challenge() {
  return (
    <>
      <PageHead
        size="lg"
        title="Too Good to Waste"
        lede="How might our kitchens, shops and breweries turn what they throw away into something people want to buy?"
        crumbs={[{ label: 'Challenges', href: '/challenges' }, { label: 'Too Good to Waste' }]}
        chips={[{ label: 'Voting is open', tone: 'ok', icon: 'vote' }]}
        meta={[
          { icon: 'clock', text: '5 days left' },
          { icon: 'lightbulb', text: '6 ideas in the vote' },
          { icon: 'hand-coins', text: '$20,000 to award' },
        ]}
      >
        <Phases
          phases={[
            { name: 'Pitch', from: new Date('2026-09-12T12:00Z'), to: new Date('2026-10-10T12:00Z'), state: 'done' },
            { name: 'Improve', from: new Date('2026-10-11T12:00Z'), to: new Date('2026-11-08T12:00Z'), state: 'done' },
            { name: 'Vote', to: new Date('2026-11-27T01:00Z'), state: 'now' },
            { name: 'Award', from: new Date('2026-12-02T12:00Z'), state: 'next' },
            { name: 'Build', text: 'Updates all 2027', state: 'next' },
          ]}
        />
      </PageHead>
      <VoteBar used={2} of={3} href="#yours" />
      <div class="wrap section">
        <WithSide
          label="About this challenge"
          side={
            <>
              <Ballot
                id="yours"
                title="Your votes"
                lines={[
                  { title: 'Flour from brewery grain, milled in town' },
                  { title: 'A fridge on every second corner' },
                ]}
                note="There is no final button to press: what you see here is what counts."
              />
              <Panel title="How this vote works">
                <ul class="ticks">
                  {['Every member over 16 has three votes.', 'One vote per idea. Nobody sees who you voted for.'].map(
                    (text) => (
                      <li>
                        <Icon name="check" />
                        <span>{text}</span>
                      </li>
                    ),
                  )}
                </ul>
              </Panel>
            </>
          }
        >
          <div class="split">
            <h2>Ideas in the vote</h2>
            <p class="sm muted">Shown in a different order to each person, so no idea is always first.</p>
          </div>
          <Filters action="/challenges/waste">
            <Text name="q" label="Search ideas" type="search" />
            <Select
              name="theme"
              label="Theme"
              value=""
              options={[
                { value: '', label: 'All themes' },
                { value: 'access', label: 'Food access' },
              ]}
            />
            <Select name="order" label="Order" options={[{ value: 'shuffled', label: 'Shuffled' }]} />
          </Filters>
          <ul class="grid">
            {ideas.map(([id, title, by, text, theme, state], at) => (
              <IdeaCard
                idea={{ id, title, href: `/ideas/${id}`, by, text, theme, comments: at * 7, cover: { seed: id } }}
                vote={{ state, action: '/vote', count: state === 'closed' ? 41 : undefined }}
              />
            ))}
          </ul>
        </WithSide>
      </div>
    </>
  );
}

function BallotPage({ as }: { readonly as: 'button' | 'checkbox' }) {
  const items = projects.map(([id, title, by, theme, text, cost], at) => (
    <BallotItem
      project={{ id, title, href: `/projects/${id}`, by, theme, text, cost: as === 'button' ? cad(cost) : undefined }}
      chosen={at < 2}
      unavailable={at === 2 && as === 'button' ? '$20,000 more than you have left' : undefined}
      control={as === 'checkbox' ? { as, name: 'approve', value: id } : { as, action: '/ballot', value: id }}
    />
  ));
  return (
    <div class="wrap section stack g5">
      <div class="stack g2 narrow">
        <h1>Share out the Circular Food Fund</h1>
        <p class="lede">
          Add the projects you would pay for. Stop before the $108,000 runs out. You do not need to spend it all.
        </p>
      </div>
      <WithSide
        label="Your ballot"
        side={
          as === 'button' ? (
            <Ballot
              lines={projects.slice(0, 2).map(([, title, , , , cost]) => ({ title, cost: cad(cost) }))}
              left={cad(42_000)}
              action={
                <Form action="/ballot/check">
                  <Button kind="main" size="lg" block label="Check and send" />
                </Form>
              }
              note="Next you see your choices once more, then send. You can send again until voting closes; only the last one counts."
            />
          ) : (
            <Panel title="How the winners are chosen" tone="tint">
              <p class="sm">The projects that most people choose win.</p>
            </Panel>
          )
        }
      >
        <div class="split">
          <h2>Projects</h2>
          <p class="sm muted">4 projects, shuffled for you</p>
        </div>
        {as === 'button' ? (
          <ol class="items">{items}</ol>
        ) : (
          <Form action="/ballot" class="stack g5">
            <ol class="items">{items}</ol>
            <Button kind="main" size="lg" label="Check your choices" />
          </Form>
        )}
      </WithSide>
    </div>
  );
}

function Results({ page }: { readonly page: PageContext }) {
  const dollars = (value: number) => formatMoney(page, cad(value));
  return (
    <>
      <PageHead
        size="lg"
        title="300 of you shared $108,000 between four projects"
        crumbs={[
          { label: 'Challenges', href: '/challenges' },
          { label: 'Circular Food Fund 2026', href: '/challenges/fund' },
          { label: 'Results' },
        ]}
        meta={[
          { icon: 'calendar-check', text: <Time at={new Date('2026-12-05T15:00Z')} as="date" /> },
          { icon: 'shield-check', text: 'Checked by the City Clerk' },
          { icon: 'download', text: 'Anonymous ballots, CSV 9 KB', href: '/results.csv' },
        ]}
      />
      <div class="wrap section stack g6">
        <section class="stack" aria-labelledby="where">
          <h2 id="where">Where the money went</h2>
          <ShareBar
            parts={[
              { label: 'Neighbourhood fridge network', amount: cad(36_000) },
              { label: 'Spent-grain flour mill', amount: cad(30_000) },
              { label: 'Mobile farm stand', amount: cad(24_000) },
              { label: 'School compost-to-garden loop', amount: cad(18_000) },
            ]}
          />
        </section>
        <Panel title="Why these four">
          <Prose>
            <p>
              Each of the 300 voters held an equal share: <Money {...cad(360)} />. A project won when the people who
              chose it had enough left to pay for it.
            </p>
          </Prose>
          <BarChart
            caption="Could its supporters pay for it?"
            keys={{ value: 'What its supporters had', extra: 'Added from money left over', mark: 'What it costs' }}
            unit={(value) => (value === 0 ? '$0' : `$${value / 1000}k`)}
            rows={results.map(([label, , cost, had, extra, tone]) => ({ label, value: had, extra, mark: cost, tone }))}
          />
          <Disclosure summary="The same figures as a table" open>
            <DataTable
              caption="Votes, cost and reason for each project"
              csv="/results.csv"
              columns={[
                { key: 'project', label: 'Project' },
                { key: 'votes', label: 'Votes', numeric: true },
                { key: 'cost', label: 'Cost', numeric: true },
                { key: 'had', label: 'Supporters had', numeric: true },
                { key: 'result', label: 'Result' },
                { key: 'why', label: 'Why' },
              ]}
              rows={results.map(([project, votes, cost, had, , tone, why]) => ({
                project,
                votes,
                cost: dollars(cost),
                had: dollars(had),
                result:
                  tone === 'won' ? (
                    <Chip label="Funded" tone="ok" icon="check" />
                  ) : (
                    <Chip label="Not funded" tone="line" />
                  ),
                why,
              }))}
            />
          </Disclosure>
        </Panel>
      </div>
    </>
  );
}

function States() {
  return (
    <>
      <PageHead
        title="Data use"
        lede="For people who turn published data into answers."
        cover={{ seed: 'data-use', family: 2 }}
        crumbs={[{ label: 'Communities of Practice', href: '/groups' }, { label: 'Data use' }]}
        actions={
          <>
            <Chip label="You are a member" tone="brand" icon="check" />
            <Button label="Weekly email" icon="bell" href="/me/notifications" />
          </>
        }
        meta={[{ icon: 'users', text: '638 members' }]}
        tabsLabel="In this group"
        tabs={['Stream', 'Discussions', 'Events', 'Guides', 'Members'].map((label, at) => ({
          label,
          href: `/groups/data/${at}`,
          current: at === 0,
        }))}
      />
      <div class="wrap section stack g6">
        <div class="two">
          <Panel title="Something is missing">
            <ErrorSummary
              errors={[
                { field: 'cost', message: 'Enter the cost as a number, such as 12000' },
                { message: 'Say who it is for' },
              ]}
            />
            <Form action="/ideas" class="stack">
              <Text name="title" label="Name of the idea" value="Tubs that come back" />
              <Text
                name="cost"
                label="What will it cost?"
                hint="Whole dollars"
                inputmode="numeric"
                width="short"
                value="about 12k"
                error="Enter the cost as a number, such as 12000"
              />
              <Area name="text" label="What is it?" optional hint="Two or three sentences." />
              <DateField name="start" label="When could it start?" />
              <Select
                name="theme"
                label="Theme"
                value="b"
                options={[
                  { value: 'a', label: 'Food access' },
                  { value: 'b', label: 'Packaging' },
                ]}
              />
              <Check
                name="rules"
                label="I have read the rules"
                hint="They are one page long."
                error="Read the rules first"
              />
              <Button kind="main" label="Continue" />
            </Form>
          </Panel>
          <Panel title="Who can see this" level={2}>
            <Form action="/audience" class="stack">
              <Choice
                name="audience"
                label="Who can see this discussion"
                value="members"
                options={[
                  { value: 'anyone', label: 'Anyone', explain: 'Signed in or not. Search engines can list it.' },
                  { value: 'members', label: 'Community members', explain: '2,314 people who have signed in here.' },
                  { value: 'makers', label: 'Makers', unavailable: 'Only the team can choose this.' },
                ]}
              />
              <Choice
                name="themes"
                many
                label="Themes"
                optional
                hint="As many as fit."
                error="Choose fewer than three"
                value={['a']}
                options={[
                  { value: 'a', label: 'Food access' },
                  { value: 'b', label: 'Packaging' },
                ]}
              />
              <div class="cluster">
                <Button kind="main" label="Save" />
                <Button kind="quiet" label="See it as a visitor" href="/preview" />
              </div>
            </Form>
          </Panel>
        </div>
        <div class="two">
          <Panel title="Notices">
            <Notice title="Good to know.">Voting opens on Monday.</Notice>
            <Notice tone="ok" title="Sent.">
              Your ballot counts.
            </Notice>
            <Notice tone="warn" icon="user-check" title="Sam is looking at this">
              since 10:58.
            </Notice>
            <Notice tone="bad">This post was hidden because it names a private address.</Notice>
            <div class="cluster g2">
              {(['plain', 'brand', 'ok', 'warn', 'bad', 'line'] as const).map((tone) => (
                <Chip label={`A ${tone} chip`} tone={tone} icon="tag" />
              ))}
              <Chip label="A chip that leads on" tone="brand" href="/tags/x" />
            </div>
            <div class="stack g1">
              {(
                [
                  { kind: 'anyone' },
                  { kind: 'members' },
                  { kind: 'group', name: 'Food access' },
                  { kind: 'organisation', name: 'Loop Lunch' },
                  { kind: 'role', name: 'Stewards' },
                  { kind: 'tier', name: 'Makers' },
                  { kind: 'segment', name: 'New growers' },
                  { kind: 'named', count: 1 },
                  { kind: 'author', community: 'Our Food Future' },
                ] as const
              ).map((audience) => (
                <AudienceLine audience={audience} />
              ))}
            </div>
          </Panel>
          <Panel title="Buttons">
            <Form action="/nothing" class="cluster">
              <Button label="Plain" />
              <Button kind="main" label="Main" icon="check" />
              <Button kind="on" label="On" />
              <Button kind="quiet" label="Quiet" />
              <Button kind="danger" label="Hide this post" icon="eye-off" />
              <Button label="Helpful, 22" icon="thumbs-up" pressed={false} />
              <Button label="Helpful, 23" icon="thumbs-up" pressed />
              <Button label="Enrol" unavailable="All 40 places are taken" />
            </Form>
            <AvatarStack parties={Object.values(parties)} total={40} max={4} />
            <div class="cluster">
              <Avatar party={{ name: 'Zoë 👩‍🌾 Lund' }} size="xl" />
              <Avatar party={{ name: 'Jun Tanaka' }} decorative={false} />
              <Avatar party={parties.tubs} size="sm" />
            </div>
            <Meter label="34 of 40 places taken" parts={[34]} of={40} />
            <Meter label="$66,000 of $108,000 used" parts={[36, 30]} of={108} />
            <Meta
              items={[
                { text: <Money amount={1250n} currency="CAD" exponent={2} decimals /> },
                { icon: 'clock', text: <Time at={closes} as="deadline" /> },
              ]}
            />
            {[0, 1, 2, 3].map((family) => (
              <Cover seed={`family-${family}`} family={family} cols={10} rows={2} />
            ))}
          </Panel>
        </div>
        <Prose>
          <h2>A guide</h2>
          <p>
            Some <a href="/library/x">running text</a> with <code>code</code>.
          </p>
          <ul>
            <li>One</li>
            <li>Two</li>
          </ul>
          <blockquote>People asked for recipes more than discounts.</blockquote>
        </Prose>
      </div>
    </>
  );
}

/** One page of the gallery as HTML. */
export function galleryPage(name: GalleryPage, { theme = 'light', locale = 'en-CA' }: GalleryOptions = {}): string {
  const page = pageFor({ locale });
  const lines = projects.slice(0, 2).map(([, title, , , , cost]) => ({ title, cost: cad(cost) }));
  const bodies = {
    home: <Home />,
    challenge: <Challenge />,
    ballot: <BallotPage as="button" />,
    approval: <BallotPage as="checkbox" />,
    results: <Results page={page} />,
    states: <States />,
  };
  const extra: Partial<Record<GalleryPage, Partial<DocumentProps>>> = {
    home: { status: 'Your vote is saved.' },
    challenge: { current: 'challenges' },
    ballot: {
      bar: (
        <BudgetBar
          total={cad(108_000)}
          lines={lines}
          action={<Button kind="main" label="Check and send" href="#ballot" />}
        />
      ),
      focus: { back: 'Leave the ballot', href: '/challenges/fund', saved: 'Your ballot is saved.' },
    },
    states: { quickExit: 'https://www.example.org/' },
  };
  return renderDocument(
    page,
    <Document
      {...shell}
      lang={locale}
      dir={directionOf(locale)}
      title={`Gallery: ${name}`}
      theme={theme}
      current="home"
      {...extra[name]}
    >
      {bodies[name]}
    </Document>,
  );
}
