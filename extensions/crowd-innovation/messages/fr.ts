/** The words of this extension in French. */
export const fr = {
  'crowd-innovation.kind.challenge': 'Défi',
  'crowd-innovation.kind.idea': 'Idée',
  'crowd-innovation.challenges': 'Défis',
  'crowd-innovation.challenges.short': 'Défis',
  'crowd-innovation.challenges.lede':
    'Des idées de la communauté, et de l’argent que la communauté partage entre elles.',
  'crowd-innovation.challenges.empty': 'Pas encore de défi',
  'crowd-innovation.challenges.empty-text':
    'Un défi commence par une question et une somme à partager. Des gens proposent des idées, et les membres votent pour dire où va l’argent.',
  'crowd-innovation.challenges.pages': 'Pages des défis',
  'crowd-innovation.challenges.more': 'Voir plus de défis',
  'crowd-innovation.new': 'Lancer un défi',
  'crowd-innovation.new.lede':
    'Tout peut changer ici jusqu’à l’ouverture du vote. Ensuite plus rien ne bouge, pour que chaque personne vote sur la même chose.',
  'crowd-innovation.about': 'À propos de ce défi',
  'crowd-innovation.to-challenge': 'Aller au défi',
  'crowd-innovation.cancel': 'Annuler',

  'crowd-innovation.phase.pitch': 'Proposer',
  'crowd-innovation.phase.review': 'Améliorer',
  'crowd-innovation.phase.vote': 'Voter',
  'crowd-innovation.phase.result': 'Attribuer',
  'crowd-innovation.phase.other': 'Ensuite',
  'crowd-innovation.standing.upcoming': 'Pas encore ouvert',
  'crowd-innovation.standing.pitch': 'Idées bienvenues',
  'crowd-innovation.standing.review': 'On travaille aux idées',
  'crowd-innovation.standing.vote': 'Le vote est ouvert',
  'crowd-innovation.standing.counting': 'Dépouillement en cours',
  'crowd-innovation.standing.published': 'Le résultat est là',
  'crowd-innovation.next.upcoming': 'Revenez à l’ouverture.',
  'crowd-innovation.next.review': 'La suite se lit dans les étapes ci-dessus.',
  'crowd-innovation.next.counting':
    'Le vote est terminé. Le résultat paraîtra ici dès que les bulletins seront comptés.',
  'crowd-innovation.next.vote': 'Le vote ouvre le {time}',

  'crowd-innovation.closes': 'Se termine le {time}',
  'crowd-innovation.ideas-in-vote': '{count, plural, one {# idée au vote} other {# idées au vote}}',
  'crowd-innovation.ideas-pitched': '{count, plural, one {# idée jusqu’ici} other {# idées jusqu’ici}}',
  'crowd-innovation.to-share': '{amount} à partager',
  'crowd-innovation.asks-for': 'Coûte {amount}',
  'crowd-innovation.cost-set': 'Demandait {amount} ; l’équipe a fixé le coût',
  'crowd-innovation.turnout':
    '{count, plural, =0 {Pas encore de bulletin.} one {# bulletin jusqu’ici.} other {# bulletins jusqu’ici.}}',
  'crowd-innovation.outcome':
    '{ballots, plural, one {# personne a partagé} other {# personnes ont partagé}} {amount} entre {awards, plural, one {un projet} =2 {deux projets} =3 {trois projets} =4 {quatre projets} =5 {cinq projets} =6 {six projets} other {# projets}}.',
  'crowd-innovation.outcome.none':
    '{ballots, plural, =0 {Personne n’a voté} one {# personne a voté} other {# personnes ont voté}}, et aucune idée n’a été financée.',

  'crowd-innovation.ideas': 'Idées',
  'crowd-innovation.ideas.vote': 'Idées au vote',
  'crowd-innovation.ideas.look': 'Voir les idées',
  'crowd-innovation.ideas.shuffled':
    'L’ordre change d’une personne à l’autre, pour qu’aucune idée ne soit toujours la première.',
  'crowd-innovation.ideas.empty': 'Pas encore d’idée',
  'crowd-innovation.ideas.empty-text': 'La première proposition arrive souvent quelques jours après le début.',
  'crowd-innovation.ideas.empty-upcoming': 'On pourra proposer des idées à l’ouverture du défi.',
  'crowd-innovation.ideas.pages': 'Pages des idées',
  'crowd-innovation.ideas.more': 'Voir plus d’idées',
  'crowd-innovation.ideas.declined': 'Pas au vote, et pourquoi',
  'crowd-innovation.state.proposed': 'En attente d’une décision',
  'crowd-innovation.state.accepted': 'Au vote',
  'crowd-innovation.state.declined': 'Pas au vote',
  'crowd-innovation.state.withdrawn': 'Retirée',
  'crowd-innovation.declined.title': 'Pourquoi elle n’est pas au vote :',
  'crowd-innovation.idea.hidden': 'Idée {number}',
  'crowd-innovation.idea.no-body': 'Il n’y a pas de description plus longue.',
  'crowd-innovation.idea.yours': 'Modifier cette idée',
  'crowd-innovation.idea.edit': 'Modifier l’idée',
  'crowd-innovation.idea.save': 'Enregistrer l’idée',
  'crowd-innovation.idea.decide': 'Décider de l’idée',
  'crowd-innovation.idea.withdraw': 'Retirer l’idée',

  'crowd-innovation.pitch': 'Proposer une idée',
  'crowd-innovation.pitch.title': 'Proposer une idée',
  'crowd-innovation.pitch.call': 'Dites ce que vous feriez, pour qui, et combien cela coûte.',
  'crowd-innovation.pitch.who':
    'Les entreprises et les groupes qui peuvent proposer voient un bouton ici une fois connectés.',
  'crowd-innovation.pitch.sign-in': 'Se connecter pour proposer',
  'crowd-innovation.pitch.closed': 'On ne prend pas d’idées en ce moment.',
  'crowd-innovation.pitch.opens': 'On pourra proposer à partir du {time}',
  'crowd-innovation.seen-by.everyone': 'Tout le monde peut voir ceci.',
  'crowd-innovation.seen-by.member': 'Les membres de la communauté peuvent voir ceci.',

  'crowd-innovation.sharing': 'Comment l’argent est partagé',
  'crowd-innovation.chosen-how': 'Comment les gagnants sont choisis',
  'crowd-innovation.rules': 'Lire toutes les règles',
  'crowd-innovation.rules.title': 'Règles',
  'crowd-innovation.promise.one': 'Chaque membre a un bulletin, et peut le changer jusqu’à la fin du vote.',
  'crowd-innovation.promise.secret': 'On ne montre à personne comment vous avez voté.',
  'crowd-innovation.promise.hidden':
    'Les comptes restent cachés à tout le monde, équipe comprise, jusqu’à la fin du vote.',
  'crowd-innovation.promise.recount':
    'Le résultat donne une raison pour chaque idée, et dit comment vérifier le dépouillement.',
  'crowd-innovation.rule.equal-shares':
    'L’argent est divisé en parts égales, une par personne qui vote. Une idée est payée quand les personnes qui l’ont choisie ont assez à elles toutes.',
  'crowd-innovation.rule.equal-shares-with-comparison':
    'L’argent est divisé en parts égales, une par personne qui vote. Une idée est payée quand les personnes qui l’ont choisie ont assez à elles toutes, sauf si plus de personnes sont mieux servies en prenant simplement les idées qui ont le plus de votes.',
  'crowd-innovation.rule.phragmen':
    'Chaque personne qui vote reçoit de l’argent au même rythme. Une idée est payée dès que les personnes qui l’ont choisie ont assez à elles toutes.',
  'crowd-innovation.rule.greedy':
    'Les idées sont payées dans l’ordre de leurs votes ; si l’une coûte plus que ce qui reste, on passe à la suivante qui convient.',
  'crowd-innovation.rule.greedy-stop':
    'Les idées sont payées dans l’ordre de leurs votes, jusqu’à la première qui coûte plus que ce qui reste.',
  'crowd-innovation.rule.greedy-per-cost':
    'Les idées sont payées dans l’ordre de leurs votes pour chaque dollar de coût ; si l’une coûte plus que ce qui reste, on la passe.',
  'crowd-innovation.completion.none':
    'L’argent qu’aucun groupe de personnes ne peut dépenser ensemble reste dans le fonds.',
  'crowd-innovation.completion.add1':
    'Tant qu’il reste de l’argent, chaque part augmente d’une unité à la fois, et le dernier compte qui tient dans le fonds est retenu.',
  'crowd-innovation.completion.add1-exhaustive':
    'Tant qu’une idée tiendrait encore dans ce qui reste, chaque part augmente d’une unité à la fois.',
  'crowd-innovation.completion.greedy':
    'L’argent que personne ne peut dépenser ensemble va aux idées qui ont le plus de votes et qui tiennent encore.',
  'crowd-innovation.completion.add1-greedy':
    'Tant qu’il reste de l’argent, chaque part augmente d’une unité à la fois ; ce qui reste ensuite va aux idées qui ont le plus de votes et qui tiennent encore.',
  'crowd-innovation.equal.registered': 'À égalité de votes, l’idée proposée la première passe d’abord.',
  'crowd-innovation.equal.id':
    'À égalité de votes, l’idée dont le numéro vient le premier, lu comme du texte, passe d’abord.',
  'crowd-innovation.ties.lot': 'Les égalités sont départagées par un tirage au sort, fait et scellé avant le vote.',
  'crowd-innovation.ties.id': 'À égalité, l’idée dont le numéro vient le premier, lu comme du texte, passe d’abord.',
  'crowd-innovation.ties.cost-then-votes':
    'À égalité, l’idée la moins chère passe d’abord, puis celle qui a le plus de votes.',

  'crowd-innovation.vote.until': 'Vous pouvez voter jusqu’au {time}',
  'crowd-innovation.vote.sign-in': 'Se connecter pour voter',
  'crowd-innovation.vote.sign-in-text':
    'Chaque membre de la communauté a un bulletin. Vous pouvez lire toutes les idées sans vous connecter.',
  'crowd-innovation.vote.not-you': 'Votre compte n’a pas de vote dans cette communauté.',
  'crowd-innovation.vote.waiting': 'Votre bulletin vous attend',
  'crowd-innovation.vote.sent': 'Votre bulletin est envoyé',
  'crowd-innovation.vote.fill-in': 'Remplir votre bulletin',
  'crowd-innovation.vote.change': 'Revoir ou changer votre bulletin',
  'crowd-innovation.vote.replace-until': 'Vous pouvez le changer jusqu’au {time}. Seul le dernier compte.',

  'crowd-innovation.ballot.title': 'Votre bulletin : {challenge}',
  'crowd-innovation.ballot.heading': 'Votre bulletin pour {challenge}',
  'crowd-innovation.ballot.about': 'À propos de ce bulletin',
  'crowd-innovation.ballot.leave': 'Quitter le bulletin',
  'crowd-innovation.ballot.lede': 'Choisissez les idées que vous soutenez.',
  'crowd-innovation.ballot.lede-money': 'Choisissez les idées que vous paieriez avec les {amount}.',
  'crowd-innovation.ballot.any': 'Choisissez-en autant que vous voulez.',
  'crowd-innovation.ballot.at-least': 'Choisissez au moins {minimum, plural, one {# idée} other {# idées}}.',
  'crowd-innovation.ballot.between':
    '{minimum, plural, =0 {Choisissez au plus {maximum, plural, one {# idée} other {# idées}}.} other {Choisissez de {minimum, number} à {maximum, plural, one {# idée} other {# idées}}.}}',
  'crowd-innovation.ballot.ideas': 'Idées',
  'crowd-innovation.ballot.shuffled': '{count, plural, one {# idée} other {# idées, mélangées pour vous}}',
  'crowd-innovation.ballot.send': 'Envoyer votre bulletin',
  'crowd-innovation.ballot.send-again': 'Envoyer de nouveau votre bulletin',
  'crowd-innovation.ballot.not-yet': 'Le vote n’est pas encore ouvert.',
  'crowd-innovation.ballot.closed': 'Le vote est terminé.',
  'crowd-innovation.ballot.closed-text': 'Les bulletins étaient pris jusqu’au {time}',
  'crowd-innovation.ballot.sent': 'Votre bulletin est envoyé',
  'crowd-innovation.ballot.sent-at': 'Enregistré le {time}',
  'crowd-innovation.ballot.receipt': 'Reçu :',
  'crowd-innovation.ballot.withdraw': 'Retirer votre bulletin',
  'crowd-innovation.ballot.secret':
    'Secret jusqu’au dépouillement, sans nom ensuite. On ne montre à personne comment vous avez voté.',
  'crowd-innovation.ballot.replace': 'Vous pouvez l’envoyer de nouveau jusqu’à la fin du vote. Seul le dernier compte.',
  'crowd-innovation.ballot.frozen': 'Rien ne bouge pendant que vous votez',
  'crowd-innovation.ballot.frozen-text':
    'Dès l’ouverture du vote, la somme, les idées, leurs coûts et la règle restent tels quels. Cette empreinte les résume tous, et figure à côté du résultat :',
  'crowd-innovation.ballot.recorded': 'Votre bulletin est enregistré',
  'crowd-innovation.ballot.recorded-text':
    '{count, plural, =0 {Il ne choisit aucune idée.} one {Il choisit # idée.} other {Il choisit # idées.}} Il compte tel quel ; il n’y a rien d’autre à faire.',
  'crowd-innovation.ballot.your-receipt': 'Votre reçu',
  'crowd-innovation.ballot.receipt-text':
    'Il montre qu’un bulletin de vous est enregistré, et jamais ce qu’il contient.',
  'crowd-innovation.ballot.look': 'Voir votre bulletin',
  'crowd-innovation.settings-hash': 'Empreinte des réglages (SHA-256) :',
  'crowd-innovation.seed-hash': 'Empreinte du tirage scellé pour les égalités (SHA-256), ouvert avec le résultat :',

  'crowd-innovation.rules.pot': 'Il y a {amount} à partager.',
  'crowd-innovation.rules.who': 'Qui vote, et comment',
  'crowd-innovation.rules.choices':
    '{minimum, plural, =0 {Choisissez autant d’idées que vous voulez.} one {Choisissez au moins # idée.} other {Choisissez au moins # idées.}}',
  'crowd-innovation.rules.when': 'Quand',
  'crowd-innovation.rules.from-to': 'du {from} au {to}',
  'crowd-innovation.rules.secret': 'Ce qui est secret, et ce qui est publié',
  'crowd-innovation.rules.published':
    'Après le dépouillement, tout le monde peut télécharger les bulletins sans noms, au hasard et sans heures. À moins de {smallest, number} bulletins, seuls les totaux sont publiés. La façon de remplir un bulletin peut quand même être reconnue par quelqu’un qui la connaît.',
  'crowd-innovation.rules.fixed': 'Ce qui ne change pas',
  'crowd-innovation.rules.not-fixed': 'L’empreinte paraît à l’ouverture du vote.',

  'crowd-innovation.results': 'Résultats',
  'crowd-innovation.results.see': 'Voir les résultats',
  'crowd-innovation.results.none': 'Il n’y a pas encore de résultat',
  'crowd-innovation.results.none-open': 'Il paraîtra ici après la fin du vote.',
  'crowd-innovation.results.none-counting':
    'Le vote est terminé. Le résultat paraîtra ici dès que les bulletins seront comptés.',
  'crowd-innovation.results.title':
    'À {ballots, number}, vous avez partagé {amount} entre {awards, plural, one {un projet} =2 {deux projets} =3 {trois projets} =4 {quatre projets} =5 {cinq projets} =6 {six projets} other {# projets}}',
  'crowd-innovation.results.title-none':
    '{ballots, plural, =0 {Personne n’a voté} one {Une seule personne a voté} other {Vous avez été # à voter}}, et aucune idée n’a été financée',
  'crowd-innovation.results.counted': 'Compté le {date}',
  'crowd-innovation.results.by': 'Publié par {name}',
  'crowd-innovation.results.ballots-pb': 'Bulletins anonymes (.pb)',
  'crowd-innovation.results.csv': 'Résultats en CSV',
  'crowd-innovation.results.yours': 'Votre bulletin a été compté.',
  'crowd-innovation.results.where': 'Où est allé l’argent',
  'crowd-innovation.results.left': '{amount} n’ont pas été dépensés et restent dans le fonds.',
  'crowd-innovation.results.why':
    '{count, plural, one {Pourquoi celle-ci} =2 {Pourquoi ces deux idées} =3 {Pourquoi ces trois idées} =4 {Pourquoi ces quatre idées} =5 {Pourquoi ces cinq idées} =6 {Pourquoi ces six idées} other {Pourquoi ces # idées}}',
  'crowd-innovation.results.why-none': 'Pourquoi aucune',
  'crowd-innovation.results.share':
    'Chacune des {ballots, number} personnes qui ont voté tenait une part égale : {amount}.',
  'crowd-innovation.results.chart': 'Les personnes qui la soutiennent pouvaient-elles la payer ?',
  'crowd-innovation.results.chart-votes': 'Combien de personnes l’ont choisie ?',
  'crowd-innovation.results.had': 'Ce que ses soutiens avaient',
  'crowd-innovation.results.had-short': 'Ses soutiens avaient',
  'crowd-innovation.results.added': 'Ajouté avec l’argent restant',
  'crowd-innovation.results.costs': 'Ce qu’elle coûte',
  'crowd-innovation.results.votes': 'Votes',
  'crowd-innovation.results.cost': 'Coût',
  'crowd-innovation.results.idea': 'Idée',
  'crowd-innovation.results.result': 'Résultat',
  'crowd-innovation.results.reason': 'Pourquoi',
  'crowd-innovation.results.table': 'Les mêmes chiffres en tableau',
  'crowd-innovation.results.table-caption': 'Votes, coût et raison pour chaque idée',
  'crowd-innovation.results.is-funded': 'Financée',
  'crowd-innovation.results.not-funded': 'Non financée',
  'crowd-innovation.results.funded': 'Ce qui est financé',

  'crowd-innovation.reason.supporters-paid':
    '{supporters, plural, one {# personne a payé {paidEach}.} other {# personnes ont payé {paidEach} chacune.}}',
  'crowd-innovation.reason.supporters-paid-together':
    '{supporters, plural, one {La seule personne qui l’a choisie avait} other {Les # personnes qui l’ont choisie avaient ensemble}} {had} ; personne n’a payé plus de {paidAtMost}.',
  'crowd-innovation.reason.free':
    'Elle ne coûte rien et {supporters, plural, one {# personne l’a choisie} other {# personnes l’ont choisie}}.',
  'crowd-innovation.reason.from-remainder':
    '{supporters, plural, =0 {Personne ne l’a choisie, mais elle tient dans les {left} restants, que la règle annoncée dépense.} other {La plus choisie parmi les autres, et elle tient dans les {left} restants.}}',
  'crowd-innovation.reason.least-load':
    '{supporters, plural, one {La seule personne qui l’a choisie a pu la payer} other {Les # personnes qui l’ont choisie ont pu la payer}} avant les autres, quand chacun avait reçu {load}.',
  'crowd-innovation.reason.next-and-fits.score':
    '{score, select, 0 {Personne ne l’a choisie, mais elle tient dans les {left} restants, que la règle annoncée dépense.} other {Suivante par les votes ({score}), et elle tient dans les {left} restants.}}',
  'crowd-innovation.reason.next-and-fits.votes-per-cost':
    'Suivante par les votes pour son coût ({votes, plural, one {# vote} other {# votes}}), et elle tient dans les {left} restants.',
  'crowd-innovation.reason.supporters-short':
    '{supporters, plural, one {La seule personne qui l’a choisie n’avait plus que} other {Les # personnes qui l’ont choisie n’avaient plus que}} {had} sur {cost}.',
  'crowd-innovation.reason.no-supporters': 'Personne ne l’a choisie.',
  'crowd-innovation.reason.does-not-fit': 'Elle coûte {cost}, et il restait {left} à son tour.',
  'crowd-innovation.reason.below-minimum-score': 'Elle a {score} votes ; il en fallait au moins {minimum}.',
  'crowd-innovation.reason.after-stop':
    'Le compte s’est arrêté à « {stoppedBy} », qui coûtait plus que ce qui restait.',
  'crowd-innovation.reason.above-budget': 'Elle coûte {cost}, plus que les {budget} en tout.',
  'crowd-innovation.reason.not-reached':
    'Le compte s’est arrêté à « {stoppedBy} », qui coûtait plus que les {left} restants.',
  'crowd-innovation.tie.lot': 'Elle était à égalité avec {others}, et le tirage scellé a tranché.',
  'crowd-innovation.tie.id':
    'Elle était à égalité avec {others}, et le numéro qui vient le premier, lu comme du texte, est passé d’abord.',
  'crowd-innovation.tie.registered':
    'Elle était à égalité avec {others}, et l’idée proposée la première est passée d’abord.',
  'crowd-innovation.tie.cost-then-votes':
    'Elle était à égalité avec {others}, et la moins chère est passée d’abord, puis celle qui avait le plus de votes.',

  'crowd-innovation.proof': 'Recomptez',
  'crowd-innovation.proof.text':
    'Vous n’avez pas à nous croire sur parole. Les réglages étaient fixés avant le premier bulletin, et leur empreinte figurait sur chaque bulletin.',
  'crowd-innovation.proof.prolonged':
    'Sa fin, annoncée pour le {from}, a été repoussée au {to} pendant que le vote était ouvert.',
  'crowd-innovation.proof.ballots-hash': 'Empreinte des bulletins publiés (SHA-256) :',
  'crowd-innovation.proof.seed': 'Le tirage scellé, ouvert :',
  'crowd-innovation.proof.anonymous':
    'Les bulletins portent des noms tirés au hasard, dans un ordre au hasard et sans heures. Quelqu’un qui sait comment une personne a rempli son bulletin pourrait quand même le reconnaître.',
  'crowd-innovation.proof.small':
    'Il y a eu peu de bulletins, donc ils ne sont pas publiés un par un : on pourrait reconnaître des gens à leurs choix. L’équipe peut les télécharger pour recompter.',
  'crowd-innovation.proof.recount': 'Téléchargez les bulletins, et cette commande les compte avec le même résultat :',

  'crowd-innovation.manage': 'Défis',
  'crowd-innovation.manage.root': 'Gérer',
  'crowd-innovation.manage.all': 'Tous les défis',
  'crowd-innovation.manage.this': 'Gérer ce défi',
  'crowd-innovation.manage.frozen': 'Le vote est ouvert : les idées et leurs coûts restent tels quels.',
  'crowd-innovation.waiting.count': 'Le vote est terminé : comptez les bulletins et publiez le résultat.',
  'crowd-innovation.waiting.ideas':
    '{count, plural, one {# idée attend une décision.} other {# idées attendent une décision.}}',
  'crowd-innovation.accept': 'La mettre au vote',
  'crowd-innovation.accept.again': 'Enregistrer le coût',
  'crowd-innovation.decline': 'La refuser',
  'crowd-innovation.phases': 'Étapes',
  'crowd-innovation.phases.free': 'Les dates peuvent changer jusqu’à l’ouverture du vote.',
  'crowd-innovation.phases.longer': 'Le vote est ouvert : ce qui a commencé peut seulement être prolongé.',
  'crowd-innovation.phases.save': 'Enregistrer les dates',
  'crowd-innovation.count': 'Compter et publier',
  'crowd-innovation.count.now': 'Compter et publier maintenant',
  'crowd-innovation.count.ready':
    'Le vote est terminé, avec {ballots, plural, =0 {aucun bulletin} one {# bulletin} other {# bulletins}}.',
  'crowd-innovation.count.once':
    'Cela se fait une seule fois et ne peut pas être annulé. Le résultat est visible dès qu’il est compté.',
  'crowd-innovation.count.single': 'Les bulletins sont publiés sans noms, dans un ordre au hasard.',
  'crowd-innovation.count.totals': 'Il y a moins de {smallest, number} bulletins : seuls les totaux sont publiés.',
  'crowd-innovation.count.done': 'Le résultat est publié.',
  'crowd-innovation.count.not-yet': 'On ne peut pas encore compter.',
  'crowd-innovation.count.after': 'Les bulletins sont pris jusqu’au {time} et peuvent être comptés ensuite.',
  'crowd-innovation.count.no-vote': 'Il n’y a pas de vote parmi les étapes.',

  'crowd-innovation.now.vote':
    '{ideas, plural, one {# idée} other {# idées}}, {amount} à partager. Choisissez ce que vous paieriez ; vous pouvez changer votre bulletin jusqu’à la fin du vote.',
  'crowd-innovation.now.turnout-last':
    '{count, plural, one {# bulletin jusqu’ici} other {# bulletins jusqu’ici}}. La dernière fois, {last, plural, one {# personne a voté} other {# personnes ont voté}}.',

  'crowd-innovation.field.title': 'Nom de l’idée',
  'crowd-innovation.field.title-hint':
    'Quelques mots simples, par exemple « Un réfrigérateur à un coin de rue sur deux ».',
  'crowd-innovation.field.summary': 'L’idée en une phrase',
  'crowd-innovation.field.summary-hint': 'Ce que vous feriez, et pour qui. La phrase figure sur le bulletin.',
  'crowd-innovation.field.body': 'Pour en dire plus',
  'crowd-innovation.field.body-hint': 'Qui fait le travail, ce que l’argent achète, et quand on verra quelque chose.',
  'crowd-innovation.field.requested': 'Ce qu’elle coûte ({currency})',
  'crowd-innovation.field.requested-hint': 'Un nombre, par exemple 12000. Il y a {pot} à partager.',
  'crowd-innovation.field.by': 'Entreprise ou groupe',
  'crowd-innovation.field.by-hint': 'Affiché à la place de votre nom.',
  'crowd-innovation.field.cost': 'Coût sur le bulletin ({currency})',
  'crowd-innovation.field.cost-hint': 'Changez-le seulement si la vérification a donné un autre coût.',
  'crowd-innovation.field.reason': 'Raison du refus',
  'crowd-innovation.field.reason-hint': 'Toute personne qui voit l’idée peut la lire.',
  'crowd-innovation.field.challenge-title': 'Nom du défi',
  'crowd-innovation.field.challenge-summary': 'La question, en une phrase',
  'crowd-innovation.field.challenge-summary-hint':
    'Par exemple « Comment faire de ce que nous jetons quelque chose dont on a envie ? »',
  'crowd-innovation.field.brief': 'L’appel',
  'crowd-innovation.field.brief-hint': 'Ce que vous cherchez, ce que vous ne cherchez pas, et qui apporte l’argent.',
  'crowd-innovation.field.pot': 'Somme à partager ({currency})',
  'crowd-innovation.field.pot-hint': 'Un nombre, par exemple 108000.',
  'crowd-innovation.field.pitchOpens': 'Début des propositions',
  'crowd-innovation.field.pitchCloses': 'Fin des propositions',
  'crowd-innovation.field.voteOpens': 'Début du vote',
  'crowd-innovation.field.voteCloses': 'Fin du vote',
  'crowd-innovation.field.resultOn': 'Jour de l’attribution',
  'crowd-innovation.field.dates': 'Quand',
  'crowd-innovation.field.opens': 'Début',
  'crowd-innovation.field.closes': 'Fin',
  'crowd-innovation.field.zone': 'Les heures sont celles de {zone}.',
  'crowd-innovation.field.rule': 'Comment l’argent est partagé',
  'crowd-innovation.field.rule-hint': 'La règle figure sur chaque bulletin et ne change plus une fois le vote ouvert.',
  'crowd-innovation.field.rule.equal-shares-greedy': 'Parts égales ; ce qui reste va aux idées les plus choisies',
  'crowd-innovation.field.rule.equal-shares-add1-greedy':
    'Parts égales, augmentées tant qu’il reste de l’argent ; le reste va aux idées les plus choisies',
  'crowd-innovation.field.rule.equal-shares-none': 'Parts égales ; ce qui reste demeure dans le fonds',
  'crowd-innovation.field.rule.greedy': 'Les plus votées d’abord',
  'crowd-innovation.field.minimum': 'Nombre minimum d’idées sur un bulletin',
  'crowd-innovation.field.maximum': 'Nombre maximum d’idées sur un bulletin',
  'crowd-innovation.field.maximum-hint': 'Laissez vide pour ne pas limiter.',
  'crowd-innovation.field.see': 'Qui peut voir le défi',
  'crowd-innovation.field.see.everyone': 'Tout le monde',
  'crowd-innovation.field.see.member': 'Les membres de la communauté',
  'crowd-innovation.field.voters': 'Comment on vérifie qui vote',
  'crowd-innovation.field.voters-hint':
    'Figure sur chaque bulletin et à côté du résultat. Dites aussi ce qui n’a pas été vérifié.',

  'crowd-innovation.error.phase': 'Faites-la commencer quand l’étape précédente est finie, et finir après son début.',
  'crowd-innovation.error.choice': 'Cette idée n’est pas sur le bulletin.',
  'crowd-innovation.error.one-act': 'Ceci ne va pas avec le reste. Décidez de l’idée et modifiez-la en deux fois.',
  'crowd-innovation.error.amount': 'Écrivez le montant en chiffres, par exemple 12000.',
  'crowd-innovation.error.date': 'Indiquez une date et une heure.',
  'crowd-innovation.error.rule': 'Choisissez l’une des règles.',

  'crowd-innovation.said.pitched': 'Votre idée est proposée.',
  'crowd-innovation.said.saved': 'L’idée est enregistrée.',
  'crowd-innovation.said.idea-withdrawn': 'Votre idée est retirée.',
  'crowd-innovation.said.added':
    '{kind, select, knapsack {Ajouté. Il reste {left}.} other {Votre vote est donné. {state}.}}',
  'crowd-innovation.said.removed':
    '{kind, select, knapsack {Retiré. Il reste {left}.} other {Votre vote est repris. {state}.}}',
  'crowd-innovation.said.ballot-withdrawn':
    'Votre bulletin est retiré. Vous pouvez en envoyer un autre jusqu’à la fin du vote.',
  'crowd-innovation.said.opened': 'Le défi est lancé.',
  'crowd-innovation.said.phases': 'Les dates sont enregistrées.',
  'crowd-innovation.said.accepted': 'L’idée est au vote.',
  'crowd-innovation.said.declined': 'L’idée est refusée, et la raison est affichée avec elle.',
  'crowd-innovation.said.published': 'Le résultat est publié.',

  'crowd-innovation.vote.go-on': 'Continuer votre bulletin',
  'crowd-innovation.paper.none': 'Rien de choisi pour le moment',
  'crowd-innovation.paper.draft': '{count, plural, one {# projet} other {# projets}}, pas encore envoyé',
  'crowd-innovation.paper.sent':
    '{count, plural, =0 {Envoyé sans projet} one {# projet, envoyé} other {# projets, envoyés}}',
  'crowd-innovation.paper.changed':
    '{count, plural, =0 {Changé pour aucun projet} one {Changé pour # projet} other {Changé pour # projets}}, pas encore envoyé',
  'crowd-innovation.paper.changed-text': 'Ce que vous aviez envoyé compte tant que vous n’envoyez pas le changement.',
  'crowd-innovation.paper.votes': '{count, plural, one {# vote, enregistré} other {# votes, enregistrés}}',
  'crowd-innovation.paper.too-few':
    '{count, plural, one {# vote} other {# votes}} sur au moins {minimum, number}, pas encore compté',
  'crowd-innovation.paper.missed': 'Vous aviez fait des choix sans les envoyer ; ils ne sont donc pas comptés.',
  'crowd-innovation.paper.change-missed':
    'Vous aviez changé votre bulletin sans le renvoyer ; c’est donc celui que vous aviez envoyé qui compte.',
  'crowd-innovation.budget.heading': 'Partagez : {challenge}',
  'crowd-innovation.budget.lede':
    'Ajoutez les projets que vous paieriez. Arrêtez-vous avant d’épuiser les {amount}. Vous n’avez pas à tout dépenser.',
  'crowd-innovation.budget.rules':
    'Choisissez des projets qui coûtent ensemble au plus {amount}, et envoyez votre bulletin. Vous n’avez pas à tout dépenser.',
  'crowd-innovation.budget.projects': 'Projets',
  'crowd-innovation.budget.shuffled': '{count, plural, one {# projet} other {# projets, mélangés pour vous}}',
  'crowd-innovation.budget.full':
    'Vous avez choisi {maximum, plural, one {# projet} other {# projets}}, le maximum pour un bulletin. Retirez-en un d’abord.',
  'crowd-innovation.budget.short-by': '{amount} de plus que ce qui vous reste',
  'crowd-innovation.budget.check': 'Vérifier et envoyer',
  'crowd-innovation.budget.note':
    'Vous reverrez vos choix une fois, puis vous enverrez. Vous pouvez renvoyer votre bulletin jusqu’à la fin du vote ; seul le dernier compte.',
  'crowd-innovation.budget.check-heading': 'Vérifiez votre bulletin, puis envoyez-le',
  'crowd-innovation.budget.sum':
    '{count, plural, =0 {Vous n’avez encore choisi aucun projet.} one {Un projet pour {spent} sur {pot}. Il reste {left}, et c’est très bien ainsi.} other {# projets pour {spent} sur {pot}. Il reste {left}, et c’est très bien ainsi.}}',
  'crowd-innovation.budget.choices': 'Vos choix',
  'crowd-innovation.budget.missing': 'Ajoutez d’abord {count, plural, one {un projet} other {# projets}} de plus.',
  'crowd-innovation.budget.change': 'Changer vos choix',
  'crowd-innovation.budget.receipt': 'Voir votre reçu',
  'crowd-innovation.budget.sends':
    'Il compte une fois envoyé. Vous pouvez le renvoyer jusqu’au {time} ; seul le dernier compte.',
  'crowd-innovation.budget.replaces': 'Il remplace le bulletin que vous aviez envoyé. Le vote se termine le {time}.',
  'crowd-innovation.approve.no-button': 'Chaque vote est enregistré tout de suite.',
  'crowd-innovation.approve.saved-at-once':
    'Il n’y a pas de dernier bouton à presser. Vous pouvez reprendre des votes et en donner d’autres jusqu’au {time} ; ensuite ils sont comptés.',
  'crowd-innovation.approve.until':
    'Chaque vote est enregistré tout de suite. Vous pouvez le reprendre jusqu’à la fin du vote.',
  'crowd-innovation.approve.recorded': 'Vos votes sont enregistrés',
  'crowd-innovation.now.yours': 'Votre bulletin : {state}.',
  'crowd-innovation.field.ballot': 'Ce que les gens remplissent',
  'crowd-innovation.field.ballot.approval': 'Des votes pour des idées',
  'crowd-innovation.field.ballot.approval-about':
    'Chaque personne vote pour les idées qu’elle paierait. Chaque vote est enregistré tout de suite.',
  'crowd-innovation.field.ballot.knapsack': 'Un budget à partager',
  'crowd-innovation.field.ballot.knapsack-about':
    'Chaque personne ajoute des idées tant qu’il reste de l’argent, vérifie ses choix et les envoie.',

  'problem.crowd-innovation.over-budget.title': 'Plus que ce qu’il y a à partager',
  'problem.crowd-innovation.over-budget':
    'Ensemble, les choix coûtent {amount} de plus que ce qu’il y a à partager. Enlevez quelque chose.',
  'problem.crowd-innovation.phases-overlap.title': 'Les étapes ne se suivent pas',
  'problem.crowd-innovation.phases-overlap':
    'Chaque étape finit après son début, et commence quand la précédente est finie ou plus tard. Vérifiez les dates de l’étape {position, number}.',
  'problem.crowd-innovation.date-needed.title': 'Il manque une date',
  'problem.crowd-innovation.date-needed': 'Indiquez une date et une heure.',
  'problem.crowd-innovation.one-vote.title': 'Un défi a un seul vote',
  'problem.crowd-innovation.one-vote': 'Enlevez le second vote, ou lancez pour lui un autre défi.',
  'problem.crowd-innovation.no-vote-phase.title': 'Il n’y a pas de vote dans ce défi',
  'problem.crowd-innovation.no-vote-phase': 'Ajoutez d’abord un vote et ses dates aux étapes.',
  'problem.crowd-innovation.phases-only-extended.title': 'Le vote est ouvert',
  'problem.crowd-innovation.phases-only-extended':
    'À partir de là, une étape peut seulement être prolongée. Laissez ce qui a commencé tel quel, et choisissez une fin plus tardive.',
  'problem.crowd-innovation.settings-frozen.title': 'Le vote est ouvert',
  'problem.crowd-innovation.settings-frozen':
    'La somme, le bulletin, la règle, les idées et leurs coûts restent tels quels dès l’ouverture du vote, pour que chaque personne vote sur la même chose.',
  'problem.crowd-innovation.rule-unfit.title': 'La règle ne peut pas servir ainsi',
  'problem.crowd-innovation.rule-unfit': '{why}',
  'problem.crowd-innovation.pot-needed.title': 'Il n’y a pas d’argent à partager',
  'problem.crowd-innovation.pot-needed': 'Cette règle partage de l’argent. Dites combien il y en a.',
  'problem.crowd-innovation.unknown-currency.title': 'Monnaie inconnue',
  'problem.crowd-innovation.unknown-currency': 'Utilisez le code d’une monnaie, par exemple CAD ou EUR.',
  'problem.crowd-innovation.other-currency.title': 'L’argent est dans une autre monnaie',
  'problem.crowd-innovation.other-currency': 'Ce défi partage des {currency}. Donnez le montant en {currency}.',
  'problem.crowd-innovation.minimum-above-maximum.title': 'Les limites du bulletin se contredisent',
  'problem.crowd-innovation.minimum-above-maximum': 'Le nombre minimum de choix ne peut pas dépasser le maximum.',
  'problem.crowd-innovation.pitch-not-open.title': 'On ne prend pas d’idées en ce moment',
  'problem.crowd-innovation.pitch-not-open': 'Regardez les étapes du défi pour savoir quand proposer des idées.',
  'problem.crowd-innovation.amount-needed.title': 'Dites combien vous demandez',
  'problem.crowd-innovation.amount-needed': 'Écrivez le coût en chiffres, par exemple 12000.',
  'problem.crowd-innovation.asks-too-much.title': 'Plus que ce qu’il y a à partager',
  'problem.crowd-innovation.asks-too-much': 'Demandez au plus toute la somme.',
  'problem.crowd-innovation.cost-above-pot.title': 'Plus que ce qu’il y a à partager',
  'problem.crowd-innovation.cost-above-pot':
    'Un coût plus grand que toute la somme ne pourrait jamais être payé. Donnez-en un plus bas.',
  'problem.crowd-innovation.idea-decided.title': 'La décision sur cette idée est prise',
  'problem.crowd-innovation.idea-decided':
    'Son texte reste tel qu’il a été jugé. S’il contient une erreur, demandez à une personne qui gère le défi.',
  'problem.crowd-innovation.reason-needed.title': 'Donnez la raison',
  'problem.crowd-innovation.reason-needed':
    'Écrivez en une phrase ou deux pourquoi l’idée est refusée. Toute personne qui voit l’idée peut la lire.',
  'problem.crowd-innovation.idea-withdrawn.title': 'L’idée a été retirée',
  'problem.crowd-innovation.idea-withdrawn': 'La personne qui l’a proposée l’a retirée ; il n’y a rien à décider.',
  'problem.crowd-innovation.vote-not-open.title': 'Le vote n’est pas encore ouvert',
  'problem.crowd-innovation.vote-not-open': 'Revenez à l’ouverture. Les dates sont sur la page du défi.',
  'problem.crowd-innovation.vote-closed.title': 'Le vote est terminé',
  'problem.crowd-innovation.vote-closed':
    'Les bulletins étaient pris jusqu’au {closed} ; celui-ci est arrivé après, et rien n’a changé.',
  'problem.crowd-innovation.vote-still-open.title': 'Le vote est encore ouvert',
  'problem.crowd-innovation.vote-still-open':
    'Comptez quand il sera terminé. Personne ne voit avant comment les gens votent.',
  'problem.crowd-innovation.not-on-the-ballot.title': 'L’un des choix n’est pas sur ce bulletin',
  'problem.crowd-innovation.not-on-the-ballot': 'Choisissez parmi les idées acceptées dans ce défi.',
  'problem.crowd-innovation.too-few-choices.title': 'Pas assez de choix',
  'problem.crowd-innovation.too-few-choices': 'Choisissez au moins {minimum, plural, one {# idée} other {# idées}}.',
  'problem.crowd-innovation.too-many-choices.title': 'Trop de choix',
  'problem.crowd-innovation.too-many-choices': 'Choisissez au plus {maximum, plural, one {# idée} other {# idées}}.',
  'problem.crowd-innovation.no-ballot.title': 'Vous n’avez pas de bulletin ici',
  'problem.crowd-innovation.no-ballot': 'Vous n’avez pas envoyé de bulletin dans ce défi, ou vous l’avez retiré.',
  'problem.crowd-innovation.already-published.title': 'Le résultat est déjà publié',
  'problem.crowd-innovation.already-published':
    'Quelqu’un l’a compté avant vous. Rien n’a été compté une seconde fois ; regardez les résultats.',
  'problem.crowd-innovation.not-counted.title': 'Il n’y a pas encore de résultat',
  'problem.crowd-innovation.not-counted': 'Le résultat est publié quand le vote est terminé et les bulletins comptés.',
  'problem.crowd-innovation.tie-undecided.title': 'Le compte finit sur une égalité que sa règle ne départage pas',
  'problem.crowd-innovation.tie-undecided': '{why}',
  'problem.crowd-innovation.ballots-not-published.title': 'Les bulletins ne sont pas publiés un par un ici',
  'problem.crowd-innovation.ballots-not-published':
    'À moins de {smallest, number} bulletins, on pourrait reconnaître des gens à leurs choix. Les totaux sont sur la page des résultats.',
  'crowd-innovation.mail.vote-opened': 'Un vote s’ouvre',
  'crowd-innovation.mail.vote-opened.subject': 'Le vote est ouvert : {title}',
  'crowd-innovation.mail.vote-opened.text':
    'Vous pouvez maintenant remplir votre bulletin pour {title}. Le vote se termine le {closes}. D’ici là, vous pouvez modifier votre bulletin autant de fois que vous le souhaitez.',
  'crowd-innovation.mail.ballot-unsent': 'Un bulletin que vous n’avez pas envoyé, la veille de la fin du vote',
  'crowd-innovation.mail.ballot-unsent.subject': 'Votre bulletin n’est pas encore envoyé : {title}',
  'crowd-innovation.mail.ballot-unsent.text':
    'Vous avez choisi des projets dans {title}, mais vous n’avez pas envoyé votre bulletin. Seuls les bulletins envoyés comptent. Le vote se termine le {closes}.',
  'crowd-innovation.mail.result-published': 'Le résultat d’un vote auquel vous avez participé',
  'crowd-innovation.mail.result-published.subject': 'Le résultat est là : {title}',
  'crowd-innovation.mail.result-published.text':
    '{ballots, plural, one {# bulletin a été compté} other {# bulletins ont été comptés}} dans {title}, et {awards, plural, =0 {aucun projet n’est financé} one {# projet est financé} other {# projets sont financés}}. Pour chaque projet, la page dit en une phrase pourquoi, y compris pour ceux qui n’ont pas été retenus.',
  'crowd-innovation.mail.idea-decided': 'Une décision sur votre idée',
  'crowd-innovation.mail.idea-decided.accepted.subject': 'Votre idée est soumise au vote : {title}',
  'crowd-innovation.mail.idea-decided.accepted.text':
    'Votre idée {title} a été acceptée. Les membres pourront voter pour elle à l’ouverture du vote.',
  'crowd-innovation.mail.idea-decided.declined.subject': 'Votre idée ne sera pas soumise au vote : {title}',
  'crowd-innovation.mail.idea-decided.declined.text':
    'Votre idée {title} n’a pas été acceptée. En voici la raison, telle qu’elle figure sur sa page :',
  'crowd-innovation.mail.idea-decided.see': 'Voir l’idée',

  // lines of the community's log, by action; `{subject}` is the name of what it was done to
  'crowd-innovation.log.detail.cost': 'Coût',
  'crowd-innovation.log.detail.ballots': 'Bulletins',
  'crowd-innovation.log.detail.spent': 'Dépensé',
  'crowd-innovation.log.detail.settingsHash': 'Réglages',
  'crowd-innovation.log.challenge.opened': 'A lancé le défi {subject}',
  'crowd-innovation.log.challenge.changed': 'A modifié le défi {subject}',
  'crowd-innovation.log.challenge.phases-changed': 'A changé les dates de {subject}',
  'crowd-innovation.log.idea.edited': 'A modifié l’idée {subject} d’une autre personne',
  'crowd-innovation.log.idea.accepted': 'A mis l’idée {subject} au vote',
  'crowd-innovation.log.idea.declined': 'A écarté l’idée {subject}',
  'crowd-innovation.log.result.published': 'A publié le résultat de {subject}',
  'crowd-innovation.step.vote': 'Donner votre avis dans {challenge}',
  'crowd-innovation.setting.showTurnout': 'Montrer combien de personnes ont voté',
  'crowd-innovation.setting.showTurnout.hint':
    'Le nombre de bulletins pendant un vote. Leur contenu ne se voit jamais avant le dépouillement.',
  'crowd-innovation.setting.showTurnout.change':
    'Toutes les personnes qui peuvent lire un défi voient ce nombre, ou seulement les gestionnaires.',
  'crowd-innovation.setting.votersChecked': 'Comment les votants sont vérifiés',
  'crowd-innovation.setting.votersChecked.hint':
    'Ce que vous faites pour que chacun vote une seule fois, en une phrase ou deux. Un défi peut le dire autrement.',
  'crowd-innovation.setting.votersChecked.change':
    'Figure sur les bulletins et les résultats des défis ouverts à partir de maintenant.',
} as const satisfies Readonly<Record<string, string>>;
