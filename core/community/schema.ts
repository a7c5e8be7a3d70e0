import { Type, type Static } from 'typebox';
import { COLOUR } from '../registry/setting-kinds.ts';

const colour = (fallback: string, description: string) =>
  Type.String({ pattern: COLOUR, default: fallback, examples: [`"${fallback}"`], description });

/** The shape of `config/communities/<slug>.yaml`. Unknown keys are errors. */
export const CommunityFile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, description: 'What people call the community' }),
    hosts: Type.Array(Type.String({ pattern: '^[a-z0-9.-]+$', examples: ['food.example (no port, no path)'] }), {
      default: [],
      description: 'Host names, the first is used in links',
    }),
    access: Type.Enum(['open', 'listed', 'closed'], {
      default: 'closed',
      description: 'Who may look in: anyone, anyone who knows of it, or members only',
    }),
    join: Type.Enum(['open', 'request', 'invitation', 'closed'], {
      default: 'invitation',
      description: 'How people become members',
    }),
    safeguarding: Type.Enum(['none', 'standard', 'high'], {
      default: 'none',
      description: 'How carefully members are protected',
    }),
    purpose: Type.String({
      maxLength: 200,
      default: '',
      owner: 'manager',
      description: 'One sentence that says why it exists',
    }),
    description: Type.String({
      maxLength: 500,
      default: '',
      owner: 'manager',
      description: 'Who meets here and what for, in a sentence or two; stands on the home page',
    }),
    tags: Type.Array(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', examples: ['health', 'young-people'] }), {
      uniqueItems: true,
      default: [],
      description: 'Words that policies of the platform choose communities by, such as health',
    }),
    door: Type.Object(
      {
        howToAsk: Type.Optional(
          Type.String({ minLength: 1, maxLength: 300, description: 'How somebody outside can ask to come in' }),
        ),
        contacts: Type.Array(
          Type.Object(
            {
              label: Type.String({ minLength: 1, maxLength: 80, description: 'Who helps, such as Samaritans' }),
              detail: Type.String({ minLength: 1, maxLength: 200, description: 'How to reach them, and when' }),
              href: Type.Optional(
                Type.String({
                  pattern: '^(https://|tel:[0-9+]|sms:[0-9+])',
                  examples: ['https://help.example', 'tel:116123', 'sms:85258'],
                  description: 'https:, tel: or sms:',
                }),
              ),
            },
            { additionalProperties: false },
          ),
          { maxItems: 6, default: [], description: 'Help in a crisis, for whoever stands at the door' },
        ),
        quickExit: Type.Optional(
          Type.String({
            pattern: '^https://',
            examples: ['https://www.example.org/'],
            description: 'A harmless site; every page then has a button that leaves to it at once',
          }),
        ),
      },
      { default: {}, additionalProperties: false, description: 'What people find at the door, before they sign in' },
    ),
    brand: Type.Object(
      { colour: colour('#1d6b43', 'Main colour'), accent: colour('#eda32f', 'Second colour') },
      {
        default: {},
        additionalProperties: false,
        owner: 'manager',
        description: 'Two colours; all others follow from them',
      },
    ),
    languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', examples: ['en', 'fr-CA'] }), {
      minItems: 1,
      default: ['en'],
      description: 'BCP 47, the first is the default',
    }),
    timeZone: Type.String({ default: 'UTC', description: 'IANA zone, such as America/Toronto' }),
    roles: Type.Record(
      Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
      Type.Object(
        {
          label: Type.Optional(Type.String({ minLength: 1 })),
          permissions: Type.Array(Type.String(), { default: [] }),
        },
        { additionalProperties: false },
      ),
      { default: {}, description: 'Roles with the permissions that they add' },
    ),
    extensions: Type.Record(
      Type.String(),
      Type.Object(
        {
          enabled: Type.Boolean({ default: true }),
          settings: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
        },
        { additionalProperties: false },
      ),
      { default: {}, description: 'Naming an extension turns it on; `enabled: false` keeps its settings while off' },
    ),
  },
  { additionalProperties: false },
);
export type CommunityFile = Static<typeof CommunityFile>;

/** The shape of `config/platform.yaml`. */
export const PlatformFile = Type.Object(
  {
    name: Type.String({ minLength: 1, default: 'Polyphony', description: 'Name of the installation' }),
    hosts: Type.Array(Type.String({ pattern: '^[a-z0-9.:\\[\\]-]+$', examples: ['communities.example'] }), {
      default: [],
      description: 'Hosts of the platform itself; unset: loopback only',
    }),
    baseUrl: Type.Optional(
      Type.String({
        pattern: '^https?://',
        examples: ['https://communities.example'],
        description: 'Where links in mail begin',
      }),
    ),
    mail: Type.Optional(
      Type.Object(
        {
          url: Type.String({
            pattern: '^smtps?://',
            examples: ['smtps://name:password@mail.example:465'],
            description: 'The mail server, such as smtps://name:password@host:465; a secret, so best $env:SMTP_URL',
          }),
          from: Type.String({
            pattern: '^[^@\\s<>]+@[^@\\s<>]+$',
            examples: ['hello@communities.example'],
            description: 'Address that mail comes from; the name is that of the community',
          }),
          neutralName: Type.String({
            minLength: 1,
            default: 'Messages',
            description:
              'Name that mail comes from where safeguarding is high, so that it tells nothing on a locked screen',
          }),
        },
        {
          additionalProperties: false,
          description: 'Without it mail is held back, but in a demo, where a page shows it',
        },
      ),
    ),
    metrics: Type.Optional(
      Type.Object(
        {
          token: Type.String({
            minLength: 16,
            description: 'Whoever brings it as a bearer token may read /metrics; a secret, so best $env:METRICS_TOKEN',
          }),
        },
        { additionalProperties: false, description: 'Without it only this machine may read /metrics' },
      ),
    ),
    trustProxy: Type.Boolean({ default: false, description: 'Believe X-Forwarded-* of the proxy in front' }),
    required: Type.Array(Type.String(), {
      default: [],
      description: 'Extensions without which the platform does not start',
    }),
    config: Type.Object(
      {
        watch: Type.Boolean({
          default: true,
          description:
            'Apply changed files at once. Of several nodes one watches; the others serve what it applied, or what `polyphony config apply` did',
        }),
      },
      { default: {}, additionalProperties: false, description: 'How files become what is served' },
    ),
    policies: Type.Array(
      Type.Object(
        {
          rule: Type.Enum(['force', 'forbid'], { description: 'Always on, or never' }),
          extensions: Type.Array(Type.String(), { minItems: 1, description: 'Ids of extensions' }),
          communities: Type.Optional(
            Type.Array(Type.String(), { minItems: 1, description: 'Short names of communities' }),
          ),
          tags: Type.Optional(
            Type.Array(Type.String(), { minItems: 1, description: 'Every community with one of these tags' }),
          ),
          safeguarding: Type.Optional(
            Type.Enum(['none', 'standard', 'high'], { description: 'Every community that is safeguarded like this' }),
          ),
          all: Type.Optional(Type.Literal(true, { description: 'Every community' })),
          reason: Type.String({
            minLength: 1,
            maxLength: 300,
            description: 'Why, as it is shown to whoever meets the lock',
          }),
        },
        { additionalProperties: false },
      ),
      { default: [], description: 'Extensions that are always on, or never, in some communities' },
    ),
    demo: Type.Boolean({
      default: true,
      description: 'Demo people and content on a bare start (loopback with the embedded database only)',
    }),
    limits: Type.Object(
      {
        signInPerAccount: Type.Integer({
          minimum: 1,
          default: 10,
          description: 'Passwords tried per account and 15 minutes',
        }),
        signInPerAddress: Type.Integer({
          minimum: 1,
          default: 60,
          description: 'Passwords tried per network address and 15 minutes',
        }),
        signUpPerAddress: Type.Integer({
          minimum: 1,
          default: 20,
          description: 'Sign-ups per network address and hour',
        }),
        mailPerAddress: Type.Integer({
          minimum: 1,
          default: 5,
          description: 'Links mailed to one address per hour',
        }),
        inFlight: Type.Integer({
          minimum: 2,
          default: 200,
          description:
            'Requests that one process answers at the same time; one community has at most half of them where there are several. Further ones get 503 with Retry-After at once',
        }),
        requestsPerMinute: Type.Integer({
          minimum: 1,
          default: 1200,
          description: 'Unsafe requests per member or address and minute',
        }),
      },
      { default: {}, additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type PlatformFile = Static<typeof PlatformFile>;

/** One of `policies`: it meets a community that any of its selectors names. */
export type Policy = PlatformFile['policies'][number];

/** What a community has in the end: defaults, below what managers decided, below what its file says. */
export interface CommunityDocument extends Omit<CommunityFile, 'extensions' | 'roles'> {
  readonly slug: string;
  readonly roles: Readonly<Record<string, { readonly label?: string; readonly permissions: readonly string[] }>>;
  readonly extensions: Readonly<
    Record<string, { readonly enabled: boolean; readonly settings: Readonly<Record<string, unknown>> }>
  >;
}
