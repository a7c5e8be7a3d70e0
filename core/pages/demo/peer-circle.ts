import type { DemoPages } from './index.ts';

/** People who support each other. Only members read any of this; help in a crisis is in the community’s file, and on every page. */
export const peerCircle: DemoPages = {
  about: {
    title: 'About the circle',
    body: `This is a quiet place for people who know how it is. Some of us are having a hard year. Some of us had one and came back to keep others company.

We are not doctors or counsellors, and nobody here treats anybody. We listen, we say what helped us, and we leave the rest to you.

## Who is here

People who were invited by somebody who knows them, or by a worker who does. Imani runs the circle. She reads what is written, and she writes to each new person within two days.

## What it is not

It is not for emergencies. Nobody watches the circle day and night. If you need somebody now, the numbers at the foot of every page answer at any hour.`,
  },
  rules: {
    title: 'What we promise each other',
    body: `## What is said here stays here

No screenshots, no retelling, not even without the name. You may tell your own story anywhere you like.

## First names are enough

You do not have to say where you live, what you are called, or what you were told you have. Do not ask others for it.

## Listen before you advise

Ask “Do you want ideas, or do you want company?” Both are good. Leave out what worked for you unless somebody asks.

## Keep each other safe

You may say that you are in a bad way; you never have to hide that. Please do not describe ways to come to harm, amounts or places. Put a line such as “This is about a hard night” first, so that people can choose to read on.

## No meetings in private at first

Keep to the circle until you know people well. Nobody here needs your money, your address or your photograph, and a person who asks for them is a person we want to hear of.

## When we are worried

If Imani thinks that somebody’s life is in danger, she tells the emergency services, and tells you that she does. Otherwise nothing leaves the circle.

## When a promise is broken

Tell Imani. She may hide what was written, talk with the person, or ask them to stay away for a while. She tells them why. You are not told off for telling.`,
  },
  privacy: {
    title: 'What we know about you',
    body: `## What we keep

The name you chose, your e-mail address, a scrambled form of your password, when you came, the circles you are in, and what you write.

## Who can see it

Other members see the name you chose and what you write in the circles that you share. Your address is seen by Imani alone. Nobody outside sees anything, not even that you are here. Search engines are kept out.

## On a device that others use

Sign out when you are done. The button at the top leaves this site at once and opens the weather. It does not clear what your browser remembers, so use a private window if somebody looks through it.

## Cookies

One keeps you signed in. Nothing is loaded from other companies, and nobody follows you from here.

## Leaving

Tell Imani, and your name goes. What you wrote goes too, if you want that. You need not say why.`,
  },
  accessibility: {
    title: 'Accessibility',
    body: `On some days reading is hard. We try to keep every page short and calm: nothing moves, nothing counts down, nothing is red without a reason.

We aim for the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. Pages work with a keyboard alone, with large text, in light and dark, and without JavaScript.

We have not tested enough with screen readers yet. If something is in your way, tell Imani in the circle or at [imani@peercircle.example](mailto:imani@peercircle.example). She answers within two days, and you can ask her to read a page to you.`,
  },
  help: {
    title: 'Help',
    body: `## I need somebody now

Use a number at the foot of this page. They are there at any hour, and you need not have a good reason.

## I do not know what to write

Then do not. You can read along for as long as you like. When you want to begin, “Hello, I am new” is enough, and somebody says hello back.

## I am worried about somebody here

Tell Imani. If you think it cannot wait, call the emergency services and say what you read.

## I wrote something and wish I had not

Tell Imani, and she hides it the same day. Nobody is told that you asked.

## I cannot sign in

Check the address and the password, large and small letters too. After several wrong tries you have to wait a little. If it still does not work, write to [imani@peercircle.example](mailto:imani@peercircle.example).`,
  },
  welcome: {
    title: 'You are welcome here',
    body: `You do not have to do anything now. Look around, read along, or close the page and come back another day.

When you like:

- Read [what we promise each other](/rules). It is what keeps this place safe.
- See which [circles](/groups) there are. The Monday circle is a gentle start.
- Remember the button at the top. It takes you to the weather at once.

Imani will write to you within two days. You need not answer.`,
  },
};
