import type { DemoPages } from './index.ts';

/** A city and its people on the way to a circular food economy, in English. */
export const ourFoodFuture: DemoPages = {
  about: {
    title: 'About Our Food Future',
    body: `Every week our city throws away food that somebody grew, moved, cooked and paid for. At the same time some of us count coins before the shop. We think that these two things belong on one table.

Our Food Future is where residents, growers, businesses, universities and the city work on it together. “Circular” is our word for something old: what is left over in one place is the start of something in another. Bread becomes crackers, grain becomes flour, peelings become soil.

## What we do here

- **Share money.** Once a year everybody who lives here can say which local projects should share the fund. See [how the last vote went, and what is open now](/challenges).
- **Work side by side.** [Workstreams](/groups) are small circles of people who have picked one part of the problem: food that people can reach, businesses that use what others leave, waste that we measure.
- **Tell each other what did not work.** A stall in the wrong street is worth writing about, so that the next one stands in the right one.

## Who runs it

A team of four at the city, with a steering group of two growers, two residents, a baker, a researcher and a student. They change every two years. The steering group decides about rules and money; the team keeps the place tidy and answers your letters.

We do not sell anything here, and we do not carry advertising.`,
  },
  rules: {
    title: 'How we sit at this table',
    body: `We come from kitchens, fields, offices and lecture halls, and we do not all speak the same way. These few rules keep the table pleasant.

## 1. Speak to the person

Say what you know and how you know it. Disagree with an idea as hard as you like; leave the person who brought it in peace. No insults, no mocking of how somebody writes, cooks, eats or earns a living.

## 2. Be honest about your interest

Many of us sell something. That is welcome. Say so when it matters: “I own the mill that this would pay for.” Do not post advertisements, and do not ask others to vote for you in return for something.

## 3. One person, one vote

Fill in your own ballot and nobody else’s. If you help a neighbour to vote, they choose, and you only press the keys.

## 4. Keep food safe

If you offer food, say when it was made, what is in it, and how it was kept. If you are not sure, do not offer it. Rules of public health hold here too.

## 5. Keep what is told in a workstream there

Some workstreams are open to everybody, others are not. Each page says who can see it. Ask before you carry something further.

## When something goes wrong

Tell the team: [contact](/contact). We read every message, normally on the next working day. We may hide a post, ask for a change, or take somebody out for a while. You hear why, and you can ask the steering group to look again.`,
  },
  privacy: {
    title: 'Your privacy',
    body: `We want to know as little about you as we can while still running a vote and a few workstreams. Here is all of it.

## What we keep

| What | Why | Who sees it |
|---|---|---|
| Your name | So that people know who is speaking | Other members |
| Your e-mail address | To sign you in and to write to you | The team |
| Your password | To sign you in. It is scrambled, and nobody can read it back | Nobody |
| What you write | Because you wrote it | Whoever is named beside it |
| Your ballot | To count it once | Nobody, as a name; as numbers, everybody |

## Ballots

While a vote is open, the count is hidden from everybody, us too. After it we publish ballots without names, so that anybody can count again. If a vote has so few ballots that somebody could guess whose is whose, we publish the result alone.

## Cookies

One cookie keeps you signed in. One more remembers your language, if you choose one. There are no others, and no page loads anything from another company.

## Your rights

You can ask us what we keep about you, ask for a copy, have it corrected, or leave and have it removed. Write to [privacy@ourfoodfuture.example](mailto:privacy@ourfoodfuture.example). We answer within 30 days, most often within three.`,
  },
  accessibility: {
    title: 'Accessibility',
    body: `Food is for everybody, and so is this place. We aim for the Web Content Accessibility Guidelines (WCAG) 2.2, level AA.

## What works

- Everything can be done with a keyboard alone, and without JavaScript.
- Text can be doubled in size, and the page still fits on a phone.
- Colours keep their contrast in light and in dark.
- Every chart has a table with the same numbers.

## What does not work yet

- What members write may have headings or links that are hard to follow. We are learning to help with that while you write.
- We have not yet sat down with enough people who use a screen reader or speak to their computer. If that is you, we would like to meet you, and we pay for your time.

## Another way

You can ask for any page in large print, and come by and vote with one of us beside you: see [contact](/contact).

If something keeps you out, write to [access@ourfoodfuture.example](mailto:access@ourfoodfuture.example): which page, what you wanted to do, and what you use to read it. We answer within five working days.`,
  },
  help: {
    title: 'Get help',
    body: `## I cannot sign in

Check the address and the password, large and small letters too. After several wrong tries you have to wait a little. If it still does not work, [write to us](/contact), and we sort it out with you.

## How do I vote?

1. Sign in and open [Challenges](/challenges).
2. Choose the projects that you would pay for. The page shows what is left of the fund.
3. Check your ballot and send it. Until the vote closes you can change it as often as you like; the last one counts.

## Who can see what I write?

The form tells you before you send. The post tells everybody afterwards. If you want to say something to a few people only, say it in a workstream that is closed.

## I want to offer food, tools or a room

Look for the workstream that fits, and say hello there. If none fits, [write to us](/contact), and we introduce you to somebody.

## Something is wrong with a post

Tell the team where it is and what troubles you. You do not have to be sure. If somebody is in danger now, call the emergency services first.`,
  },
  faq: {
    title: 'Questions and answers',
    body: `## Who can vote?

Members who live, work or study in the city. One person, one ballot.

## Where does the money come from?

Half from the city’s budget for waste, since food that is eaten need not be carted away, and half from local businesses that put in a fixed share. Nobody who pays in has a say about who receives it.

## Why did the project with the most votes not take everything?

Because the fund is shared fairly between voters and not won by the largest group. Each ballot has the same part of the money behind it, and a project is paid when its supporters’ parts cover its cost. The results page explains each decision, also for projects that were not paid.

## I have an idea. Do I need a company?

No. A neighbour, a class or a kitchen will do. You need somebody who answers questions and somebody who keeps the receipts. It may be the same person.

## What happens if a project does not work?

It tells us what happened, and gives back what it has not spent. We would rather read an honest report than a shiny one.`,
  },
  contact: {
    title: 'Contact',
    body: `We are Olivia, Ben, Farah and Luc.

- **Write:** [hello@ourfoodfuture.example](mailto:hello@ourfoodfuture.example). We answer in English or French, normally on the next working day.
- **Come by:** Tuesday and Thursday from 10 to 4, at the long table on the ground floor of the main library. No appointment, and there is coffee.
- **Ask in your language:** tell us which one, and we find somebody who speaks it.

About privacy, write to [privacy@ourfoodfuture.example](mailto:privacy@ourfoodfuture.example); about something that keeps you out, to [access@ourfoodfuture.example](mailto:access@ourfoodfuture.example).`,
  },
  'home.about': {
    title: 'Who we are',
    body: `Residents, growers, shops, kitchens, researchers and the city, around one table. We share a yearly fund among local projects, and between the votes we work in small [workstreams](/groups).

[More about us](/about)`,
  },
  'home.news': {
    title: 'News',
    body: `- The vote on this year’s fund is on. [Read the ideas](/challenges) and fill in your ballot.
- The farm stand has two new stops, in streets without a grocery shop.
- Soup night is back: bring a bowl, and meet the people behind the ideas.`,
  },
  'home.results': {
    title: 'What came of it',
    body: `Last year’s fund paid for four projects: **community fridges**, **compost at four schools**, a **farm stand on wheels** and a **mill for spent grain**.

[See who voted for what, and why each was paid](/challenges)`,
  },
  welcome: {
    title: 'Good to have you at the table',
    body: `You are a member now. Three things you may like to do first:

1. **Say hello** in a [workstream](/groups). One sentence about where you live or what you cook is plenty.
2. **Read the ideas** of this year in [Challenges](/challenges), and fill in your ballot. You can change it until the vote closes.
3. **Look through our few rules** in [How we sit at this table](/rules). They are short.

If you get stuck, [write to us](/contact). A person answers.`,
  },
};
