/** The words of this extension, as ICU MessageFormat. Other languages translate these keys. */
export const en = {
  'crowd-innovation.kind.challenge': 'Challenge',
  'crowd-innovation.kind.idea': 'Idea',
  'crowd-innovation.challenges': 'Challenges',
  'crowd-innovation.challenges.short': 'Challenges',
  'crowd-innovation.challenges.lede': 'Ideas from the community, and money that the community shares between them.',
  'crowd-innovation.challenges.empty': 'No challenges yet',
  'crowd-innovation.challenges.empty-text':
    'A challenge starts with a question and a pot of money. People pitch ideas, and members vote on where the money goes.',
  'crowd-innovation.challenges.pages': 'Pages of challenges',
  'crowd-innovation.challenges.more': 'Show more challenges',
  'crowd-innovation.new': 'Open a challenge',
  'crowd-innovation.new.lede':
    'Everything here can change until the vote opens. From then on it stays, so that everyone votes on the same thing.',
  'crowd-innovation.about': 'About this challenge',
  'crowd-innovation.to-challenge': 'Go to the challenge',
  'crowd-innovation.cancel': 'Cancel',

  'crowd-innovation.phase.pitch': 'Pitch',
  'crowd-innovation.phase.review': 'Improve',
  'crowd-innovation.phase.vote': 'Vote',
  'crowd-innovation.phase.result': 'Award',
  'crowd-innovation.phase.other': 'Next',
  'crowd-innovation.standing.upcoming': 'Not open yet',
  'crowd-innovation.standing.pitch': 'Ideas wanted',
  'crowd-innovation.standing.review': 'Ideas are being worked on',
  'crowd-innovation.standing.vote': 'Voting is open',
  'crowd-innovation.standing.counting': 'Being counted',
  'crowd-innovation.standing.published': 'Result is out',
  'crowd-innovation.next.upcoming': 'Come back when it opens.',
  'crowd-innovation.next.review': 'What comes next stands in the phases above.',
  'crowd-innovation.next.counting': 'Voting is closed. The result is published here as soon as it is counted.',
  'crowd-innovation.next.vote': 'Voting opens {time}',

  'crowd-innovation.closes': 'Closes {time}',
  'crowd-innovation.ideas-in-vote': '{count, plural, one {# idea in the vote} other {# ideas in the vote}}',
  'crowd-innovation.ideas-pitched': '{count, plural, one {# idea so far} other {# ideas so far}}',
  'crowd-innovation.to-share': '{amount} to share',
  'crowd-innovation.asks-for': 'Costs {amount}',
  'crowd-innovation.cost-set': 'Asked for {amount}; the cost was set by the team',
  'crowd-innovation.turnout': '{count, plural, =0 {No ballots yet.} one {# ballot so far.} other {# ballots so far.}}',
  'crowd-innovation.outcome':
    '{ballots, plural, one {# person} other {# people}} shared {amount} between {awards, plural, one {one project} =2 {two projects} =3 {three projects} =4 {four projects} =5 {five projects} =6 {six projects} other {# projects}}.',
  'crowd-innovation.outcome.none':
    '{ballots, plural, =0 {Nobody voted} one {# person voted} other {# people voted}}, and no idea was funded.',

  'crowd-innovation.ideas': 'Ideas',
  'crowd-innovation.ideas.vote': 'Ideas in the vote',
  'crowd-innovation.ideas.look': 'Look at the ideas',
  'crowd-innovation.ideas.shuffled': 'Shown in a different order to each person, so no idea is always first.',
  'crowd-innovation.ideas.empty': 'No ideas yet',
  'crowd-innovation.ideas.empty-text': 'The first pitch usually comes a few days after the start.',
  'crowd-innovation.ideas.empty-upcoming': 'Ideas can be pitched when the challenge opens.',
  'crowd-innovation.ideas.pages': 'Pages of ideas',
  'crowd-innovation.ideas.more': 'Show more ideas',
  'crowd-innovation.ideas.declined': 'Not in the vote, and why',
  'crowd-innovation.state.proposed': 'Waiting for a decision',
  'crowd-innovation.state.accepted': 'In the vote',
  'crowd-innovation.state.declined': 'Not in the vote',
  'crowd-innovation.state.withdrawn': 'Taken back',
  'crowd-innovation.declined.title': 'Why it is not in the vote:',
  'crowd-innovation.idea.hidden': 'Idea {number}',
  'crowd-innovation.idea.no-body': 'There is no longer description.',
  'crowd-innovation.idea.yours': 'Change this idea',
  'crowd-innovation.idea.edit': 'Edit the idea',
  'crowd-innovation.idea.save': 'Save the idea',
  'crowd-innovation.idea.decide': 'Decide on the idea',
  'crowd-innovation.idea.withdraw': 'Take the idea back',

  'crowd-innovation.pitch': 'Pitch an idea',
  'crowd-innovation.pitch.title': 'Pitch an idea',
  'crowd-innovation.pitch.call': 'Say what you would do, for whom, and what it costs.',
  'crowd-innovation.pitch.who': 'Businesses and groups who may pitch see a button here after signing in.',
  'crowd-innovation.pitch.sign-in': 'Sign in to pitch',
  'crowd-innovation.pitch.closed': 'Ideas are not taken now.',
  'crowd-innovation.pitch.opens': 'Pitching opens {time}',
  'crowd-innovation.seen-by.everyone': 'Anyone can see this.',
  'crowd-innovation.seen-by.member': 'Community members can see this.',

  'crowd-innovation.sharing': 'How the money is shared',
  'crowd-innovation.chosen-how': 'How the winners are chosen',
  'crowd-innovation.rules': 'Read the full rules',
  'crowd-innovation.rules.title': 'Rules',
  'crowd-innovation.promise.one': 'Each member has one ballot, and may change it until voting closes.',
  'crowd-innovation.promise.secret': 'Nobody is shown how you voted.',
  'crowd-innovation.promise.hidden': 'Counts stay hidden from everyone, the team included, until voting has closed.',
  'crowd-innovation.promise.recount': 'The result gives a reason for every idea, and says how to check the count.',
  'crowd-innovation.rule.equal-shares':
    'The money is split into equal shares, one for each voter, and an idea is paid for when the people who chose it have enough between them.',
  'crowd-innovation.rule.equal-shares-with-comparison':
    'The money is split into equal shares, one for each voter, and an idea is paid for when the people who chose it have enough between them, unless more voters are better served by simply taking the ideas with the most votes.',
  'crowd-innovation.rule.phragmen':
    'Every voter is given money at the same pace, and an idea is paid for as soon as the people who chose it have enough between them.',
  'crowd-innovation.rule.greedy':
    'Ideas are paid for in the order of their votes; one that costs more than is left is passed over for the next that fits.',
  'crowd-innovation.rule.greedy-stop':
    'Ideas are paid for in the order of their votes, up to the first one that costs more than is left.',
  'crowd-innovation.rule.greedy-per-cost':
    'Ideas are paid for in the order of their votes for each dollar of cost; one that costs more than is left is passed over.',
  'crowd-innovation.completion.none': 'Money that no group of voters can spend together stays in the fund.',
  'crowd-innovation.completion.add1':
    'While money is left, every share is raised by one unit of money at a time, and the last count that fits the fund stands.',
  'crowd-innovation.completion.add1-exhaustive':
    'While an idea would still fit into what is left, every share is raised by one unit of money at a time.',
  'crowd-innovation.completion.greedy':
    'Money that nobody can spend together goes to the ideas with the most votes that still fit.',
  'crowd-innovation.completion.add1-greedy':
    'While money is left, every share is raised by one unit of money at a time; what then remains goes to the ideas with the most votes that still fit.',
  'crowd-innovation.equal.registered': 'Of ideas with equal votes, the one pitched first goes first.',
  'crowd-innovation.equal.id': 'Of ideas with equal votes, the one whose number comes first as text goes first.',
  'crowd-innovation.ties.lot': 'Ties are decided by a lot that was drawn and sealed before the vote.',
  'crowd-innovation.ties.id': 'Of ideas that are tied, the one whose number comes first as text goes first.',
  'crowd-innovation.ties.cost-then-votes':
    'Of ideas that are tied, the cheaper one goes first, then the one with more votes.',

  'crowd-innovation.vote.until': 'You can vote until {time}',
  'crowd-innovation.vote.sign-in': 'Sign in to vote',
  'crowd-innovation.vote.sign-in-text':
    'Members of the community have one ballot each. You can read all ideas without signing in.',
  'crowd-innovation.vote.not-you': 'Your account does not have a vote in this community.',
  'crowd-innovation.vote.waiting': 'Your ballot is waiting',
  'crowd-innovation.vote.sent': 'Your ballot is sent',
  'crowd-innovation.vote.fill-in': 'Fill in your ballot',
  'crowd-innovation.vote.go-on': 'Go on with your ballot',
  'crowd-innovation.vote.change': 'Look at your ballot or change it',
  'crowd-innovation.vote.replace-until': 'Until {time} you can change it. Only the last one counts.',

  'crowd-innovation.ballot.title': 'Your ballot: {challenge}',
  'crowd-innovation.ballot.heading': 'Your ballot for {challenge}',
  'crowd-innovation.ballot.about': 'About this ballot',
  'crowd-innovation.ballot.leave': 'Leave the ballot',
  'crowd-innovation.ballot.lede': 'Choose the ideas that you support.',
  'crowd-innovation.ballot.lede-money': 'Choose the ideas that you would pay for from the {amount}.',
  'crowd-innovation.ballot.any': 'Choose as many as you like.',
  'crowd-innovation.ballot.at-least': 'Choose at least {minimum, plural, one {# idea} other {# ideas}}.',
  'crowd-innovation.ballot.between':
    '{minimum, plural, =0 {Choose at most {maximum, plural, one {# idea} other {# ideas}}.} other {Choose {minimum, number} to {maximum, plural, one {# idea} other {# ideas}}.}}',
  'crowd-innovation.ballot.ideas': 'Ideas',
  'crowd-innovation.ballot.shuffled': '{count, plural, one {# idea} other {# ideas, shuffled for you}}',
  'crowd-innovation.paper.none': 'Nothing chosen yet',
  'crowd-innovation.paper.draft': '{count, plural, one {# project} other {# projects}}, not sent yet',
  'crowd-innovation.paper.sent':
    '{count, plural, =0 {Sent without a project} one {# project, sent} other {# projects, sent}}',
  'crowd-innovation.paper.changed':
    '{count, plural, =0 {Changed to no project} one {Changed to # project} other {Changed to # projects}}, not sent yet',
  'crowd-innovation.paper.changed-text': 'What you sent before counts until you send the change.',
  'crowd-innovation.paper.votes': '{count, plural, one {# vote, saved} other {# votes, saved}}',
  'crowd-innovation.paper.too-few':
    '{count, plural, one {# vote} other {# votes}} of at least {minimum, number}, not counted yet',
  'crowd-innovation.paper.missed': 'You had chosen something and not sent it, so it is not counted.',
  'crowd-innovation.paper.change-missed':
    'You had changed your ballot and not sent it again, so the one that you sent counts.',

  'crowd-innovation.budget.heading': 'Share out the {challenge}',
  'crowd-innovation.budget.lede':
    'Add the projects you would pay for. Stop before the {amount} runs out. You do not need to spend it all.',
  'crowd-innovation.budget.rules':
    'Choose projects that together cost at most {amount}, and send your ballot. You do not need to spend it all.',
  'crowd-innovation.budget.projects': 'Projects',
  'crowd-innovation.budget.shuffled': '{count, plural, one {# project} other {# projects, shuffled for you}}',
  'crowd-innovation.budget.full':
    'You have chosen {maximum, plural, one {# project} other {# projects}}, the most that a ballot takes. Take one out first.',
  'crowd-innovation.budget.short-by': '{amount} more than you have left',
  'crowd-innovation.budget.check': 'Check and send',
  'crowd-innovation.budget.note':
    'Next you see your choices once more, then send. You can send again until voting closes; only the last one counts.',
  'crowd-innovation.budget.check-heading': 'Check your ballot, then send it',
  'crowd-innovation.budget.sum':
    '{count, plural, =0 {You have chosen no project yet.} one {One project for {spent} of the {pot}. {left} is left, which is fine.} other {# projects for {spent} of the {pot}. {left} is left, which is fine.}}',
  'crowd-innovation.budget.choices': 'Your choices',
  'crowd-innovation.budget.missing': 'Add {count, plural, one {one project} other {# projects}} more first.',
  'crowd-innovation.budget.change': 'Change your choices',
  'crowd-innovation.budget.receipt': 'See your receipt',
  'crowd-innovation.budget.sends':
    'It counts once it is sent. Until {time} you can send it again; only the last one counts.',
  'crowd-innovation.budget.replaces': 'It takes the place of the ballot that you sent before. Voting closes {time}.',

  'crowd-innovation.approve.no-button': 'Each vote is saved at once.',
  'crowd-innovation.approve.saved-at-once':
    'There is no final button to press. You can take votes back and give others until {time}; then they are counted.',
  'crowd-innovation.approve.until': 'Each vote is saved at once. You can take it back until voting closes.',
  'crowd-innovation.approve.recorded': 'Your votes are recorded',

  'crowd-innovation.ballot.send': 'Send your ballot',
  'crowd-innovation.ballot.send-again': 'Send your ballot again',
  'crowd-innovation.ballot.not-yet': 'Voting has not opened yet.',
  'crowd-innovation.ballot.closed': 'Voting is closed.',
  'crowd-innovation.ballot.closed-text': 'Ballots were taken until {time}',
  'crowd-innovation.ballot.sent': 'Your ballot is sent',
  'crowd-innovation.ballot.sent-at': 'Recorded {time}',
  'crowd-innovation.ballot.receipt': 'Receipt:',
  'crowd-innovation.ballot.withdraw': 'Take your ballot back',
  'crowd-innovation.ballot.secret': 'Secret until counted, and unnamed afterwards. Nobody is shown how you voted.',
  'crowd-innovation.ballot.replace': 'You can send it again until voting closes. Only the last one counts.',
  'crowd-innovation.ballot.frozen': 'Nothing moves while you vote',
  'crowd-innovation.ballot.frozen-text':
    'From the opening of the vote the pot, the ideas, their costs and the rule stay as they are. This fingerprint stands for all of them, and is printed beside the result:',
  'crowd-innovation.ballot.recorded': 'Your ballot is recorded',
  'crowd-innovation.ballot.recorded-text':
    '{count, plural, =0 {It chooses no idea.} one {It chooses # idea.} other {It chooses # ideas.}} It counts as it is; there is nothing more to do.',
  'crowd-innovation.ballot.your-receipt': 'Your receipt',
  'crowd-innovation.ballot.receipt-text': 'It shows that a ballot of yours is recorded, and never what it says.',
  'crowd-innovation.ballot.look': 'Look at your ballot',
  'crowd-innovation.settings-hash': 'Fingerprint of the settings (SHA-256):',
  'crowd-innovation.seed-hash': 'Fingerprint of the sealed lot for ties (SHA-256), opened with the result:',

  'crowd-innovation.rules.pot': 'There is {amount} to share.',
  'crowd-innovation.rules.who': 'Who votes, and how',
  'crowd-innovation.rules.choices':
    '{minimum, plural, =0 {Choose any number of ideas.} one {Choose at least # idea.} other {Choose at least # ideas.}}',
  'crowd-innovation.rules.when': 'When',
  'crowd-innovation.rules.from-to': '{from} to {to}',
  'crowd-innovation.rules.secret': 'What is secret, and what is published',
  'crowd-innovation.rules.published':
    'After the count anyone can download the ballots without names, in random order and without times. With fewer than {smallest, number} ballots only totals are published. How a ballot is filled in can itself be recognised by someone who knows it.',
  'crowd-innovation.rules.fixed': 'What stays as it is',
  'crowd-innovation.rules.not-fixed': 'The fingerprint appears when the vote opens.',

  'crowd-innovation.results': 'Results',
  'crowd-innovation.results.see': 'See the results',
  'crowd-innovation.results.none': 'There is no result yet',
  'crowd-innovation.results.none-open': 'It is published here after the vote has closed.',
  'crowd-innovation.results.none-counting': 'Voting is closed. The result is published here as soon as it is counted.',
  'crowd-innovation.results.title':
    '{ballots, number} of you shared {amount} between {awards, plural, one {one project} =2 {two projects} =3 {three projects} =4 {four projects} =5 {five projects} =6 {six projects} other {# projects}}',
  'crowd-innovation.results.title-none':
    '{ballots, plural, =0 {Nobody voted} one {One of you voted} other {# of you voted}}, and no idea was funded',
  'crowd-innovation.results.counted': 'Counted {date}',
  'crowd-innovation.results.by': 'Published by {name}',
  'crowd-innovation.results.ballots-pb': 'Anonymous ballots (.pb)',
  'crowd-innovation.results.csv': 'Results as CSV',
  'crowd-innovation.results.yours': 'Your ballot was counted.',
  'crowd-innovation.results.where': 'Where the money went',
  'crowd-innovation.results.left': '{amount} was not spent and stays in the fund.',
  'crowd-innovation.results.why':
    '{count, plural, one {Why this one} =2 {Why these two} =3 {Why these three} =4 {Why these four} =5 {Why these five} =6 {Why these six} other {Why these #}}',
  'crowd-innovation.results.why-none': 'Why none',
  'crowd-innovation.results.share': 'Each of the {ballots, number} voters held an equal share: {amount}.',
  'crowd-innovation.results.chart': 'Could its supporters pay for it?',
  'crowd-innovation.results.chart-votes': 'How many people chose it?',
  'crowd-innovation.results.had': 'What its supporters had',
  'crowd-innovation.results.had-short': 'Supporters had',
  'crowd-innovation.results.added': 'Added from money left over',
  'crowd-innovation.results.costs': 'What it costs',
  'crowd-innovation.results.votes': 'Votes',
  'crowd-innovation.results.cost': 'Cost',
  'crowd-innovation.results.idea': 'Idea',
  'crowd-innovation.results.result': 'Result',
  'crowd-innovation.results.reason': 'Why',
  'crowd-innovation.results.table': 'The same figures as a table',
  'crowd-innovation.results.table-caption': 'Votes, cost and reason for each idea',
  'crowd-innovation.results.is-funded': 'Funded',
  'crowd-innovation.results.not-funded': 'Not funded',
  'crowd-innovation.results.funded': 'What is funded',

  'crowd-innovation.reason.supporters-paid':
    '{supporters, plural, one {# voter} other {# voters}} paid {paidEach} each.',
  'crowd-innovation.reason.supporters-paid-together':
    '{supporters, plural, one {Its one voter} other {Its # voters}} had {had} between them; nobody paid more than {paidAtMost}.',
  'crowd-innovation.reason.free':
    'It costs nothing and {supporters, plural, one {# voter chose it} other {# voters chose it}}.',
  'crowd-innovation.reason.from-remainder':
    '{supporters, plural, =0 {Nobody chose it, but it fits the {left} left over, which the declared rule spends.} other {Most votes of the rest, and it fits the {left} left over.}}',
  'crowd-innovation.reason.least-load':
    'Its {supporters, plural, one {# voter} other {# voters}} could pay for it first, when each had been given {load}.',
  'crowd-innovation.reason.next-and-fits.score':
    '{score, select, 0 {Nobody chose it, but it fits the {left} that was left, which the declared rule spends.} other {Next by votes ({score}), and it fits the {left} that was left.}}',
  'crowd-innovation.reason.next-and-fits.votes-per-cost':
    'Next by votes for its cost ({votes, plural, one {# vote} other {# votes}}), and it fits the {left} that was left.',
  'crowd-innovation.reason.supporters-short':
    '{supporters, plural, one {Its one voter} other {Its # voters}} had {had} of {cost} left.',
  'crowd-innovation.reason.no-supporters': 'Nobody chose it.',
  'crowd-innovation.reason.does-not-fit': 'It costs {cost}, and {left} was left when it was its turn.',
  'crowd-innovation.reason.below-minimum-score': 'It has {score} votes; at least {minimum} were needed.',
  'crowd-innovation.reason.after-stop': 'The count ended at “{stoppedBy}”, which cost more than was left.',
  'crowd-innovation.reason.above-budget': 'It costs {cost}, more than the whole {budget}.',
  'crowd-innovation.reason.not-reached':
    'The count ended at “{stoppedBy}”, which cost more than the {left} that was left.',
  'crowd-innovation.tie.lot': 'It was tied with {others}, and the sealed lot decided.',
  'crowd-innovation.tie.id': 'It was tied with {others}, and the number that comes first as text went first.',
  'crowd-innovation.tie.registered': 'It was tied with {others}, and the one pitched first went first.',
  'crowd-innovation.tie.cost-then-votes':
    'It was tied with {others}, and the cheaper one went first, then the one with more votes.',

  'crowd-innovation.proof': 'Count it again',
  'crowd-innovation.proof.text':
    'You do not have to take this on trust. The settings were fixed before the first ballot and have the fingerprint that stood on every ballot.',
  'crowd-innovation.proof.prolonged': 'Its end, announced for {from}, was moved to {to} while the vote was open.',
  'crowd-innovation.proof.ballots-hash': 'Fingerprint of the published ballots (SHA-256):',
  'crowd-innovation.proof.seed': 'The sealed lot, opened:',
  'crowd-innovation.proof.anonymous':
    'The ballots carry random names, in random order and without times. Someone who knows how a person filled in a ballot could still recognise it.',
  'crowd-innovation.proof.small':
    'There were few ballots, so single ones are not published: people could be recognised by how they chose. The team can download them for a recount.',
  'crowd-innovation.proof.recount': 'Download the ballots, and this command counts them to the same result:',

  'crowd-innovation.manage': 'Challenges',
  'crowd-innovation.manage.root': 'Manage',
  'crowd-innovation.manage.all': 'All challenges',
  'crowd-innovation.manage.this': 'Manage this challenge',
  'crowd-innovation.manage.frozen': 'The vote has opened: ideas and their costs stay as they are.',
  'crowd-innovation.waiting.count': 'Voting has closed: count the ballots and publish the result.',
  'crowd-innovation.waiting.ideas':
    '{count, plural, one {# idea waits for a decision.} other {# ideas wait for a decision.}}',
  'crowd-innovation.accept': 'Put it in the vote',
  'crowd-innovation.accept.again': 'Save the cost',
  'crowd-innovation.decline': 'Decline it',
  'crowd-innovation.phases': 'Phases',
  'crowd-innovation.phases.free': 'Dates can change until the vote opens.',
  'crowd-innovation.phases.longer': 'The vote has opened: what has begun can only be made longer.',
  'crowd-innovation.phases.save': 'Save the dates',
  'crowd-innovation.count': 'Count and publish',
  'crowd-innovation.count.now': 'Count and publish now',
  'crowd-innovation.count.ready':
    'Voting has closed with {ballots, plural, =0 {no ballots} one {# ballot} other {# ballots}}.',
  'crowd-innovation.count.once':
    'This happens once and cannot be undone. The result is visible the moment it is counted.',
  'crowd-innovation.count.single': 'The ballots are published without names, in random order.',
  'crowd-innovation.count.totals': 'There are fewer than {smallest, number} ballots, so only totals are published.',
  'crowd-innovation.count.done': 'The result is published.',
  'crowd-innovation.count.not-yet': 'It cannot be counted yet.',
  'crowd-innovation.count.after': 'Ballots are taken until {time} and can be counted after that.',
  'crowd-innovation.count.no-vote': 'There is no vote among the phases.',

  'crowd-innovation.now.vote':
    '{ideas, plural, one {# idea} other {# ideas}}, {amount} to share. Choose what you would pay for; you can change your ballot until voting closes.',
  'crowd-innovation.now.yours': 'Your ballot: {state}.',
  'crowd-innovation.now.turnout-last':
    '{count, plural, one {# ballot so far} other {# ballots so far}}. Last time {last, plural, one {# person} other {# people}} voted.',

  'crowd-innovation.field.title': 'Name of the idea',
  'crowd-innovation.field.title-hint': 'A few plain words, such as “A fridge on every second corner”.',
  'crowd-innovation.field.summary': 'The idea in a sentence',
  'crowd-innovation.field.summary-hint': 'What you would do, and for whom. It stands on the ballot.',
  'crowd-innovation.field.body': 'More about it',
  'crowd-innovation.field.body-hint': 'Who does the work, what the money buys, and when something can be seen.',
  'crowd-innovation.field.requested': 'What it costs ({currency})',
  'crowd-innovation.field.requested-hint': 'A number, such as 12000. There is {pot} to share.',
  'crowd-innovation.field.by': 'Business or group',
  'crowd-innovation.field.by-hint': 'Shown instead of your own name.',
  'crowd-innovation.field.cost': 'Cost on the ballot ({currency})',
  'crowd-innovation.field.cost-hint': 'Change it only where checking showed another cost.',
  'crowd-innovation.field.reason': 'Reason for declining',
  'crowd-innovation.field.reason-hint': 'Everyone who sees the idea can read it.',
  'crowd-innovation.field.challenge-title': 'Name of the challenge',
  'crowd-innovation.field.challenge-summary': 'The question, in a sentence',
  'crowd-innovation.field.challenge-summary-hint':
    'Such as “How might we turn what we throw away into something people want?”',
  'crowd-innovation.field.brief': 'The brief',
  'crowd-innovation.field.brief-hint': 'What you look for, what you do not, and who stands behind the money.',
  'crowd-innovation.field.pot': 'Money to share ({currency})',
  'crowd-innovation.field.pot-hint': 'A number, such as 108000.',
  'crowd-innovation.field.pitchOpens': 'Pitching opens',
  'crowd-innovation.field.pitchCloses': 'Pitching closes',
  'crowd-innovation.field.voteOpens': 'Voting opens',
  'crowd-innovation.field.voteCloses': 'Voting closes',
  'crowd-innovation.field.resultOn': 'Day of the award',
  'crowd-innovation.field.dates': 'When',
  'crowd-innovation.field.opens': 'Opens',
  'crowd-innovation.field.closes': 'Closes',
  'crowd-innovation.field.zone': 'Times are those of {zone}.',
  'crowd-innovation.field.rule': 'How the money is shared',
  'crowd-innovation.field.rule-hint': 'It is printed on every ballot and cannot change once the vote is open.',
  'crowd-innovation.field.rule.equal-shares-greedy': 'Equal shares; what is left goes to the most voted',
  'crowd-innovation.field.rule.equal-shares-add1-greedy':
    'Equal shares, raised while money is left; the rest to the most voted',
  'crowd-innovation.field.rule.equal-shares-none': 'Equal shares; what is left stays in the fund',
  'crowd-innovation.field.rule.greedy': 'Most votes first',
  'crowd-innovation.field.ballot': 'What people fill in',
  'crowd-innovation.field.ballot.approval': 'Votes for ideas',
  'crowd-innovation.field.ballot.approval-about':
    'Each person votes for the ideas they would pay for. Every vote is saved at once.',
  'crowd-innovation.field.ballot.knapsack': 'A budget to share out',
  'crowd-innovation.field.ballot.knapsack-about':
    'Each person adds ideas until the money runs out, checks the choice and sends it.',
  'crowd-innovation.field.minimum': 'Fewest ideas on a ballot',
  'crowd-innovation.field.maximum': 'Most ideas on a ballot',
  'crowd-innovation.field.maximum-hint': 'Leave it empty for as many as people like.',
  'crowd-innovation.field.see': 'Who can see it',
  'crowd-innovation.field.see.everyone': 'Anyone',
  'crowd-innovation.field.see.member': 'Community members',
  'crowd-innovation.field.voters': 'How voters are checked',
  'crowd-innovation.field.voters-hint': 'Printed on every ballot and beside the result. Say what was not checked, too.',

  'crowd-innovation.error.phase': 'Begin it when the phase before it has ended, and end it after it begins.',
  'crowd-innovation.error.choice': 'This idea is not on the ballot.',
  'crowd-innovation.error.one-act':
    'This does not go together with the rest. Decide on an idea and edit it in two steps.',
  'crowd-innovation.error.amount': 'Enter the amount as a number, such as 12000.',
  'crowd-innovation.error.date': 'Enter a date and a time.',
  'crowd-innovation.error.rule': 'Choose one of the rules.',

  'crowd-innovation.said.pitched': 'Your idea is pitched.',
  'crowd-innovation.said.saved': 'The idea is saved.',
  'crowd-innovation.said.idea-withdrawn': 'Your idea is taken back.',
  'crowd-innovation.said.added': '{kind, select, knapsack {Added. {left} left.} other {Your vote is given. {state}.}}',
  'crowd-innovation.said.removed':
    '{kind, select, knapsack {Taken out. {left} left.} other {Your vote is taken back. {state}.}}',
  'crowd-innovation.said.ballot-withdrawn': 'Your ballot is taken back. You can vote again until voting closes.',
  'crowd-innovation.said.opened': 'The challenge is open.',
  'crowd-innovation.said.phases': 'The dates are saved.',
  'crowd-innovation.said.accepted': 'The idea is in the vote.',
  'crowd-innovation.said.declined': 'The idea is declined, and the reason is shown with it.',
  'crowd-innovation.said.published': 'The result is published.',
  'crowd-innovation.mail.vote-opened': 'A vote opens',
  'crowd-innovation.mail.vote-opened.subject': 'The vote is open: {title}',
  'crowd-innovation.mail.vote-opened.text':
    'You can fill in your ballot for {title} now. The vote closes on {closes}. Until then you can change your ballot as often as you like.',
  'crowd-innovation.mail.ballot-unsent': 'A ballot that you have not sent, a day before the vote closes',
  'crowd-innovation.mail.ballot-unsent.subject': 'Your ballot is not sent yet: {title}',
  'crowd-innovation.mail.ballot-unsent.text':
    'You have chosen projects in {title}, and have not sent your ballot. Only ballots that are sent count. The vote closes on {closes}.',
  'crowd-innovation.mail.result-published': 'The result of a vote that you took part in',
  'crowd-innovation.mail.result-published.subject': 'The result is there: {title}',
  'crowd-innovation.mail.result-published.text':
    '{ballots, plural, one {# ballot was} other {# ballots were}} counted in {title}, and {awards, plural, =0 {no project is} one {# project is} other {# projects are}} funded. For each project the page says in a sentence why, also for those that were not chosen.',
  'crowd-innovation.mail.idea-decided': 'A decision on your idea',
  'crowd-innovation.mail.idea-decided.accepted.subject': 'Your idea is in the vote: {title}',
  'crowd-innovation.mail.idea-decided.accepted.text':
    'Your idea {title} was accepted. People can vote for it when the vote opens.',
  'crowd-innovation.mail.idea-decided.declined.subject': 'Your idea will not be in the vote: {title}',
  'crowd-innovation.mail.idea-decided.declined.text':
    'Your idea {title} was not accepted. This is the reason, as it stands on its page:',
  'crowd-innovation.mail.idea-decided.see': 'See the idea',

  // lines of the community's log, by action; `{subject}` is the name of what it was done to
  'crowd-innovation.log.detail.cost': 'Cost',
  'crowd-innovation.log.detail.ballots': 'Ballots',
  'crowd-innovation.log.detail.spent': 'Spent',
  'crowd-innovation.log.detail.settingsHash': 'Settings',
  'crowd-innovation.log.challenge.opened': 'Opened the challenge {subject}',
  'crowd-innovation.log.challenge.changed': 'Changed the challenge {subject}',
  'crowd-innovation.log.challenge.phases-changed': 'Changed the dates of {subject}',
  'crowd-innovation.log.idea.edited': 'Changed the idea {subject} of somebody else',
  'crowd-innovation.log.idea.accepted': 'Put the idea {subject} on the ballot',
  'crowd-innovation.log.idea.declined': 'Declined the idea {subject}',
  'crowd-innovation.log.result.published': 'Published the result of {subject}',
  'crowd-innovation.step.vote': 'Have your say in {challenge}',
  'crowd-innovation.setting.showTurnout': 'Show how many have voted',
  'crowd-innovation.setting.showTurnout.hint':
    'The number of ballots while a vote runs. How they were filled in never shows before the count.',
  'crowd-innovation.setting.showTurnout.change':
    'Everybody who can read a challenge sees the number, or nobody but managers does.',
  'crowd-innovation.setting.votersChecked': 'How voters are checked',
  'crowd-innovation.setting.votersChecked.hint':
    'What you do to make sure that everybody votes once, in a sentence or two. A challenge may say it differently.',
  'crowd-innovation.setting.votersChecked.change':
    'Stands on ballots and results of challenges that are opened from now on.',
} as const;
