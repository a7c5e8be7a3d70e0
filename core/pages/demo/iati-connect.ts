import type { DemoPages } from './index.ts';

/** Communities of practice of people who publish and use open data about aid. */
export const iatiConnect: DemoPages = {
  about: {
    title: 'About IATI Connect',
    body: `Thousands of organisations publish what they plan, spend and achieve in development and humanitarian work, in one open format. That is the easy half. The other half is people: those who publish and wonder whether anybody reads it, and those who read and wonder what was meant.

IATI Connect is where both sit together. We are analysts, finance officers, ministry staff, journalists, students, and people who write the tools. Nobody speaks for their employer here unless they say so.

## How we work

Most of it happens in [communities of practice](/groups). Each has a question that keeps it together, and one or two people who look after it.

- **Data use** begins with a question and ends with a number, and shows the way between.
- **Data publishing** helps from the first file to the hundredth.
- **Newbies Corner** is for the first ten minutes, and no question there is too small.

Some circles are closed, because what they talk about could be misused before it is mended. What they learn comes out afterwards.

## Who runs it

Volunteers, chosen by the members every two years. They look after the rules, welcome people, and settle what cannot be settled among two. The standard itself is made elsewhere, in its own process; here we talk about living with it.`,
  },
  rules: {
    title: 'How we work together',
    body: `We work in different offices, languages and time zones. These rules make that possible.

## Be useful

Say what you are trying to find out, and link the data. An answer with the way you got there is worth ten answers without it.

## Be fair about data that is bad

There is a person behind every file. “Your sector percentages add up to 130” helps. “This publisher is hopeless” does not. Tell the publisher first, and give them a week before you make an example of them.

## Keep people safe

Some data is about places where naming somebody gets them hurt. Never post names, places or sums that could identify a person or a shelter, also where you found them published. Tell the team instead, and we tell the publisher.

## Say whom you speak for

Speak as yourself. Where you speak for an organisation, or sell what you recommend, say so in the same sentence.

## What is closed stays closed

Faults of tools that could be misused are talked about in a closed circle until they are mended. Do not carry them out of it.

## When a rule is broken

Tell the organiser of the group, or the team. The team may hide a post, or pause somebody’s membership. It says why, in writing, and two other volunteers look again if you ask.`,
  },
  privacy: {
    title: 'Privacy',
    body: `## What we keep

Your name, your e-mail address, a scrambled form of your password that nobody can read, when you joined, the groups you are in, and what you write.

## Who can see it

Members see your name. Your address is for signing in and for letters; other members do not see it. What you write says beside it who can see it: anyone, members, or the members of one group.

Open discussions can be read by the whole world, search engines among them. If your work makes that risky, use a first name only. That is fine with us.

## Cookies

One keeps you signed in. One remembers your language, if you choose one. No others, no tracking, nothing loaded from other companies.

## Your rights

Ask for a copy of what we keep, a correction, or removal: [privacy@iaticonnect.example](mailto:privacy@iaticonnect.example). We answer within 30 days. Posts in open discussions stay readable for those who built on them, without your name.`,
  },
  accessibility: {
    title: 'Accessibility',
    body: `We aim for the Web Content Accessibility Guidelines (WCAG) 2.2, level AA.

## What works

Pages work with a keyboard alone, on slow lines, on small and old phones, and without JavaScript. Every chart comes with its table. Most pages are under 60 kilobytes, since many of us pay for each one.

## What does not work yet

Machines check our pages and find a part of the problems. We have tested little with screen readers and not at all with voice control. Datasets and files that members link to are beyond our reach.

## Tell us

Write to [access@iaticonnect.example](mailto:access@iaticonnect.example), in any language. We answer within five working days, and we put what we learn on this page.`,
  },
  help: {
    title: 'Get help',
    body: `## I am new to the standard

Start in Newbies Corner, among the [groups](/groups). Bring a country, a sector and a question. Somebody finds the first file with you.

## How do I ask so that I get an answer?

1. Say what you are trying to find out, not only which field you are stuck on.
2. Link the dataset or the publisher.
3. Say what you have tried and what came out.

## How do I join a group?

Open it and press the button. Some groups ask first; their organiser then lets you in. A few are closed, and their people invite others.

## I cannot sign in

Check the address and the password, large and small letters too. After several wrong tries you have to wait a little. If it still does not work, write to [help@iaticonnect.example](mailto:help@iaticonnect.example).

## I found data that puts somebody at risk

Do not post it. Write to [safety@iaticonnect.example](mailto:safety@iaticonnect.example), and we reach the publisher the same day.`,
  },
  'home.about': {
    title: 'What happens here',
    body: `People who publish aid data and people who use it answer each other’s questions, in [communities of practice](/groups). You can read most of it without an account, and ask with one.

[More about us](/about)`,
  },
  'home.news': {
    title: 'News',
    body: `- Data use meets every second Thursday: one of us shows how they got from a question to a number.
- Newbies Corner has a new first task. It takes ten minutes and no code.
- Volunteers wanted who can welcome people in French or Spanish.`,
  },
  'home.results': {
    title: 'What came of it',
    body: `- A ministry found 40 projects in its own country that it had not known of.
- Three publishers mended their sector codes after a question here.
- A reporter’s first story from the data began as a question in Newbies Corner.`,
  },
  welcome: {
    title: 'Welcome to IATI Connect',
    body: `You are in. A good first half hour:

1. **Look through the [groups](/groups)** and join one. New to all this? Newbies Corner is yours.
2. **Say who you are** there: what you publish or want to know, and which countries you work on.
3. **Ask your first question.** Half-formed is fine. Read [how we work together](/rules) before; it is a page.`,
  },
};
