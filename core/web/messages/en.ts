/** The words of core's own pages. Those of the components stand beside them, in `components/messages.ts`. */
export const en = {
  'core.nav.home': 'Home',
  'core.nav.people': 'People',
  'core.nav.manage': 'Manage',
  'core.formerMember': 'Former member',

  'core.role.visitor': 'Visitor',
  'core.role.member': 'Member',
  'core.role.manager': 'Manager',

  'core.access.open': 'Anyone can read it',
  'core.access.listed': 'Anyone can find it, members read it',
  'core.access.closed': 'Only members come in',

  'core.invalid.needed': 'This is needed.',
  'core.invalid.unknown': 'There is no field called {name}.',
  'core.invalid.minLength': 'Use at least {limit, plural, one {# character} other {# characters}}.',
  'core.invalid.maxLength': 'Use at most {limit, plural, one {# character} other {# characters}}.',
  'core.invalid.minimum': 'This must be at least {limit, number}.',
  'core.invalid.maximum': 'This must be at most {limit, number}.',
  'core.invalid.minItems': 'Choose at least {limit, number}.',
  'core.invalid.maxItems': 'Choose at most {limit, number}.',
  'core.invalid.uniqueItems': 'Name each only once.',
  'core.invalid.enum': 'Choose one of {values}.',
  'core.invalid.email': 'Write an e-mail address, such as name@example.org.',
  'core.invalid.format': 'This is not a valid {format}.',
  'core.invalid.type': 'This must be of type {type}.',
  'core.invalid.other': 'This is not valid.',

  'core.home.stream': 'What is new',
  'core.home.older': 'Show older activity',
  'core.home.pager': 'Pages of activity',
  'core.home.sideForYou': 'For you',
  'core.home.side': 'More from this community',
  'core.home.empty': 'Nothing here yet',
  'core.home.emptyText': 'What people write and plan will show up here, newest first.',
  'core.home.emptyVisitor': 'There is nothing that visitors can see at the moment. Members may see more.',
  'core.home.members': '{count, plural, one {member} other {members}}',
  'core.home.signIn': 'Sign in',
  'core.home.join': 'Join {community}',

  'core.signIn.title': 'Sign in',
  'core.signIn.lede': 'Welcome back to {community}.',
  'core.signIn.email': 'E-mail address',
  'core.signIn.password': 'Password',
  'core.signIn.submit': 'Sign in',
  'core.signIn.side': 'Other ways in',
  'core.signIn.new': 'New here?',
  'core.signIn.newText': 'Tell us your name and your address. It takes a minute.',
  'core.signIn.join': 'Join {community}',
  'core.signIn.trouble': 'Trouble signing in?',
  'core.signIn.troubleText':
    'Have a link mailed to you: it needs no password. If no mail comes, ask the team of your community.',
  'core.signIn.done': 'You are signed in.',
  'core.signOut.done': 'You are signed out.',

  'core.join.title': 'Join {community}',
  'core.join.side': 'Before you join',
  'core.join.name': 'Your name',
  'core.join.nameHint': 'Other members see it. A first name is enough.',
  'core.join.emailHint': 'You sign in with it. Other members do not see it.',
  'core.join.password': 'Choose a password',
  'core.join.passwordHint': 'At least 10 characters. Three or four words together are good.',
  'core.join.submit': 'Join {community}',
  'core.join.already': 'Been here before?',
  'core.join.alreadyText': 'Sign in with your address, and a password or a mailed link.',
  'core.join.kept': 'What we keep',
  'core.join.keptText': 'Your name, your address, a scrambled form of your password, and what you write here.',
  'core.join.keptMore': 'More about your privacy',

  'core.door.title': 'For members',
  'core.door.text': 'Sign in to come in. If you have no account, ask the person who told you about this place.',

  'core.door.signIn': 'Sign in to come in.',
  'core.door.ask': 'How to come in',
  'core.door.contacts': 'Do you need somebody now?',

  'core.problem.home': 'Go to the home page',
  'core.problem.back': 'Go back',
  'core.problem.wait': 'This limit keeps the place safe from machines that guess. Nothing is lost.',
  'core.problem.safe': 'What was saved before is still there. You can try again in a moment.',
  'core.problem.reference': 'If you tell us about it, give this number:',

  'core.me.title': 'Your account',
  'core.me.lede': 'What this community knows about you.',
  'core.me.side': 'Your account, more',
  'core.me.account': 'About you',
  'core.me.name': 'Name',
  'core.me.roles': '{count, plural, one {Role} other {Roles}}',
  'core.me.noRoles': 'Member',
  'core.me.joined': 'Member since',
  'core.me.emailText': 'Other members see your name. They do not see your address.',
  'core.me.leave': 'Done for today?',
  'core.me.leaveText': 'Sign out when other people use this device too.',
  'core.me.signOut': 'Sign out',
  'core.me.manage': 'Open the managers’ pages',
  'core.me.manageText': 'You help to run this community.',

  'core.people.title': 'People',
  'core.people.lede': 'Who is in this community. Members can see this page.',
  'core.people.find': 'Find people',
  'core.people.name': 'Name',
  'core.people.search': 'Find',
  'core.people.since': 'Member since {date}',
  'core.people.pager': 'Pages of people',
  'core.people.more': 'Show more people',
  'core.people.empty': 'Nobody found',
  'core.people.emptyText': 'Try a part of the name.',

  'core.manage.title': 'Manage',
  'core.manage.lede': 'What needs you, and how things stand.',
  'core.manage.waiting': 'Waiting for you',
  'core.manage.rooms': 'Look after',
  'core.manage.empty': 'Nothing is waiting for you',
  'core.manage.emptyText': 'When something needs a manager, it shows up here.',

  'core.more.title': 'More',

  'core.demo.title': 'This is a demonstration.',
  'core.demo.text': 'The people and what they say are made up. Look around and try things out.',
  'core.demo.people': 'Try it as somebody',
  'core.demo.peopleText': 'These people are made up. Choose one and look around as they would.',
  'core.demo.signInAs': 'Sign in as {label}',

  'core.frontDoor.title': 'Polyphony',
  'core.frontDoor.lede': 'One place for many communities, each with its own people, rules and look.',
  'core.frontDoor.communities': 'Communities here',
  'core.frontDoor.empty': 'No community can be shown',
  'core.frontDoor.emptyText': 'If you belong to one, use the address that its team gave you.',
  'core.frontDoor.open': 'Open {community}',
  'core.frontDoor.people': 'Try it as somebody',
  'core.frontDoor.peopleText':
    'One click signs you in as one of these made-up people, and you see the community through their eyes.',
  'core.frontDoor.tryAs': 'Start as {label}',
  'core.frontDoor.operator': 'Try it as the operator',
  'core.frontDoor.operatorText': 'An operator turns things on and off in a file while the platform runs.',
  'core.frontDoor.operatorFile': 'Open this file in an editor:',
  'core.frontDoor.operatorLine': 'Add this line under “extensions:”, and save:',
  'core.frontDoor.operatorWatch':
    'Then reload {community} and watch {watch} appear. Take the line out, and it is gone again.',

  'core.footer.about': 'About',
  'core.footer.rules': 'Community rules',
  'core.footer.accessibility': 'Accessibility',
  'core.footer.privacy': 'Privacy',
  'core.footer.help': 'Get help',
  'core.info.write': 'Questions? Write to',

  'core.info.about.title': 'About {community}',
  'core.info.about.lede': '{purpose}',
  'core.info.about.1.title': 'Who runs it',
  'core.info.about.1.text':
    'The team of {community} runs this place. They decide who can join, what it offers, and how things are done here.',
  'core.info.about.2.title': 'How it works',
  'core.info.about.2.text':
    'Some pages can be read by anyone, others only by members or by the people of one group. Each page and each post says who can see it.',

  'core.info.rules.title': 'Community rules',
  'core.info.rules.lede': 'The team of {community} has not written its own rules yet. Until it does, these hold.',
  'core.info.rules.1.title': 'Be kind',
  'core.info.rules.1.text':
    'Talk to people as you would at a shared table. Disagree with what was said, not with who said it.',
  'core.info.rules.2.title': 'Keep what is shared here',
  'core.info.rules.2.text': 'What somebody tells a few people stays with those people. Ask before you pass it on.',
  'core.info.rules.3.title': 'When something goes wrong',
  'core.info.rules.3.text':
    'Tell the team of {community}. They can hide what harms people, and take people out who harm others.',

  'core.info.accessibility.title': 'Accessibility',
  'core.info.accessibility.lede': 'Everybody should be able to use this place. We aim for WCAG 2.2, level AA.',
  'core.info.accessibility.1.title': 'What works',
  'core.info.accessibility.1.text':
    'Pages work with a keyboard alone, without JavaScript, with enlarged text, and in light and dark. Colours keep enough contrast in every community. Nothing is said by colour only.',
  'core.info.accessibility.2.title': 'What we do not know yet',
  'core.info.accessibility.2.text':
    'Machines check our pages, and they find only a part of the problems. We have not yet tested with people who use screen readers or voice control. What members write or attach may have gaps that we cannot see.',
  'core.info.accessibility.3.title': 'Tell us',
  'core.info.accessibility.3.text':
    'If something keeps you out, tell the team of {community}: which page, what you wanted to do, and what you use to read it.',

  'core.info.privacy.title': 'Privacy',
  'core.info.privacy.lede': 'What {community} keeps about you, and who can see it.',
  'core.info.privacy.1.title': 'What is kept',
  'core.info.privacy.1.text':
    'Your name, your e-mail address, a scrambled form of your password that nobody can read, when you joined, the groups you are in, and what you write and do here.',
  'core.info.privacy.2.title': 'Who can see it',
  'core.info.privacy.2.text':
    'Members see your name. Your address is not shown to other members. What you write says beside it who can see it. The team of {community} can see more, where running the place needs it.',
  'core.info.privacy.3.title': 'Cookies',
  'core.info.privacy.3.text':
    'One cookie keeps you signed in, another remembers the language that you choose. There are no advertising or tracking cookies, and pages load nothing from other companies.',
  'core.info.privacy.4.title': 'Your rights',
  'core.info.privacy.4.text':
    'Ask the team of {community} for a copy of what is kept about you, to correct it, or to remove it.',

  'core.info.help.title': 'Get help',
  'core.info.help.lede': 'First steps, and where to ask.',
  'core.info.help.1.title': 'I cannot sign in',
  'core.info.help.1.text':
    'Check the address and the password, large and small letters too. After several wrong tries you have to wait a little. If it still does not work, ask the team of {community}.',
  'core.info.help.2.title': 'I cannot find a page',
  'core.info.help.2.text':
    'It may have moved, or it is for people who are signed in or in a certain group. Sign in and try again, or start from the home page.',
  'core.info.help.3.title': 'Who can see what I write',
  'core.info.help.3.text': 'Each form says it before you send, and each post says it afterwards.',
  'core.info.help.4.title': 'Somebody is at risk',
  'core.info.help.4.text':
    'If somebody is in danger now, call the emergency number of your country first. Then tell the team of {community}.',
} as const satisfies Readonly<Record<string, string>>;

/** A key of the words of core's own pages. */
export type CoreMessageKey = keyof typeof en;
