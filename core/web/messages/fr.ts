/** The words of core's own pages in French, as a city in Québec and one in France would both write them. */
export const fr = {
  'core.nav.home': 'Accueil',
  'core.nav.people': 'Membres',
  'core.nav.manage': 'Gérer',
  'core.formerMember': 'Ancien membre',

  'core.role.visitor': 'Visite',
  'core.role.member': 'Membre',
  'core.role.manager': 'Gestionnaire',

  'core.access.open': 'Tout le monde peut lire',
  'core.access.listed': 'Tout le monde peut la trouver, les membres peuvent lire',
  'core.access.closed': 'Réservé aux membres',

  'core.invalid.needed': 'Ce champ est nécessaire.',
  'core.invalid.unknown': 'Il n’y a pas de champ nommé {name}.',
  'core.invalid.minLength': 'Écrivez au moins {limit, plural, one {# caractère} other {# caractères}}.',
  'core.invalid.maxLength': 'Écrivez au plus {limit, plural, one {# caractère} other {# caractères}}.',
  'core.invalid.minimum': 'Indiquez au moins {limit, number}.',
  'core.invalid.maximum': 'Indiquez au plus {limit, number}.',
  'core.invalid.minItems': 'Choisissez-en au moins {limit, number}.',
  'core.invalid.maxItems': 'Choisissez-en au plus {limit, number}.',
  'core.invalid.uniqueItems': 'Indiquez chaque chose une seule fois.',
  'core.invalid.enum': 'Choisissez parmi : {values}.',
  'core.invalid.email': 'Écrivez une adresse courriel, par exemple nom@example.org.',
  'core.invalid.format': 'Ce n’est pas une valeur valide ({format}).',
  'core.invalid.type': 'Le type attendu est {type}.',
  'core.invalid.other': 'Cette valeur n’est pas valide.',

  'core.home.stream': 'Quoi de neuf',
  'core.home.older': 'Voir plus ancien',
  'core.home.pager': 'Pages de l’activité',
  'core.home.sideForYou': 'Pour vous',
  'core.home.side': 'Autour de cette communauté',
  'core.home.empty': 'Rien pour le moment',
  'core.home.emptyText': 'Ce que les gens écrivent et préparent paraîtra ici, le plus récent d’abord.',
  'core.home.emptyVisitor':
    'Il n’y a rien à voir pour le public en ce moment. Les membres en voient peut-être davantage.',
  'core.home.members': '{count, plural, one {membre} other {membres}}',
  'core.home.signIn': 'Se connecter',
  'core.home.join': 'Rejoindre {community}',

  'core.signIn.title': 'Connexion',
  'core.signIn.lede': 'Heureux de vous revoir dans {community}.',
  'core.signIn.email': 'Adresse courriel',
  'core.signIn.password': 'Mot de passe',
  'core.signIn.submit': 'Se connecter',
  'core.signIn.side': 'Autres façons d’entrer',
  'core.signIn.new': 'Première visite ?',
  'core.signIn.newText': 'Dites-nous votre nom et votre adresse. Cela prend une minute.',
  'core.signIn.join': 'Rejoindre {community}',
  'core.signIn.trouble': 'Un problème pour vous connecter ?',
  'core.signIn.troubleText':
    'Faites-vous envoyer un lien : il ne demande aucun mot de passe. Si rien n’arrive, demandez à l’équipe de votre communauté.',
  'core.signIn.done': 'Vous êtes connecté.',
  'core.signOut.done': 'Vous êtes déconnecté.',

  'core.join.title': 'Rejoindre {community}',
  'core.join.side': 'Avant de nous rejoindre',
  'core.join.name': 'Votre nom',
  'core.join.nameHint': 'Les autres membres le voient. Un prénom suffit.',
  'core.join.emailHint': 'Elle sert à vous connecter. Les autres membres ne la voient pas.',
  'core.join.password': 'Choisissez un mot de passe',
  'core.join.passwordHint': 'Au moins 10 caractères. Trois ou quatre mots ensemble font un bon mot de passe.',
  'core.join.submit': 'Rejoindre {community}',
  'core.join.already': 'Déjà venu ?',
  'core.join.alreadyText': 'Connectez-vous avec votre adresse, et un mot de passe ou un lien reçu par courriel.',
  'core.join.kept': 'Ce que nous gardons',
  'core.join.keptText':
    'Votre nom, votre adresse, une forme brouillée de votre mot de passe, et ce que vous écrivez ici.',
  'core.join.keptMore': 'En savoir plus sur votre vie privée',

  'core.door.title': 'Pour les membres',
  'core.door.text':
    'Connectez-vous pour entrer. Si vous n’avez pas de compte, demandez à la personne qui vous a parlé de ce lieu.',
  'core.door.signIn': 'Connectez-vous pour entrer.',
  'core.door.ask': 'Comment entrer',
  'core.door.contacts': 'Avez-vous besoin de quelqu’un maintenant ?',

  'core.problem.home': 'Aller à l’accueil',
  'core.problem.back': 'Retour',
  'core.problem.wait': 'Cette limite protège le lieu des machines qui essaient des mots de passe. Rien n’est perdu.',
  'core.problem.safe': 'Ce qui était enregistré est toujours là. Vous pouvez réessayer dans un instant.',
  'core.problem.reference': 'Si vous nous en parlez, donnez ce numéro :',

  'core.me.title': 'Votre compte',
  'core.me.lede': 'Ce que cette communauté sait de vous.',
  'core.me.side': 'Votre compte, suite',
  'core.me.account': 'À propos de vous',
  'core.me.name': 'Nom',
  'core.me.roles': '{count, plural, one {Rôle} other {Rôles}}',
  'core.me.noRoles': 'Membre',
  'core.me.joined': 'Membre depuis',
  'core.me.emailText': 'Les autres membres voient votre nom. Ils ne voient pas votre adresse.',
  'core.me.leave': 'Fini pour aujourd’hui ?',
  'core.me.leaveText': 'Déconnectez-vous si d’autres personnes utilisent aussi cet appareil.',
  'core.me.signOut': 'Se déconnecter',
  'core.me.manage': 'Ouvrir les pages de gestion',
  'core.me.manageText': 'Vous aidez à faire vivre cette communauté.',

  'core.people.title': 'Membres',
  'core.people.lede': 'Qui fait partie de cette communauté. Les membres peuvent voir cette page.',
  'core.people.find': 'Trouver quelqu’un',
  'core.people.name': 'Nom',
  'core.people.search': 'Chercher',
  'core.people.since': 'Membre depuis le {date}',
  'core.people.pager': 'Pages des membres',
  'core.people.more': 'Voir plus de membres',
  'core.people.empty': 'Personne de ce nom',
  'core.people.emptyText': 'Essayez une partie du nom.',

  'core.manage.title': 'Gérer',
  'core.manage.lede': 'Ce qui a besoin de vous, et où en sont les choses.',
  'core.manage.waiting': 'En attente',
  'core.manage.rooms': 'À gérer',
  'core.manage.empty': 'Rien ne vous attend',
  'core.manage.emptyText': 'Quand une décision doit être prise, elle paraît ici.',

  'core.more.title': 'Plus',

  'core.demo.title': 'Ceci est une démonstration.',
  'core.demo.text': 'Les personnes et ce qu’elles disent sont inventés. Regardez et essayez.',
  'core.demo.people': 'Essayez à la place de quelqu’un',
  'core.demo.peopleText': 'Ces personnes sont inventées. Choisissez-en une et regardez par ses yeux.',
  'core.demo.signInAs': 'Se connecter : {label}',

  'core.frontDoor.title': 'Polyphony',
  'core.frontDoor.lede': 'Un même lieu pour plusieurs communautés, chacune avec ses gens, ses règles et son apparence.',
  'core.frontDoor.communities': 'Les communautés d’ici',
  'core.frontDoor.empty': 'Aucune communauté à montrer',
  'core.frontDoor.emptyText':
    'Si vous faites partie d’une communauté, utilisez l’adresse que son équipe vous a donnée.',
  'core.frontDoor.open': 'Ouvrir {community}',
  'core.frontDoor.people': 'Essayez à la place de quelqu’un',
  'core.frontDoor.peopleText':
    'Un clic vous connecte à la place d’une de ces personnes inventées, et vous voyez la communauté par ses yeux.',
  'core.frontDoor.tryAs': 'Commencer comme {label}',
  'core.frontDoor.operator': 'Essayez à la place de l’exploitant',
  'core.frontDoor.operatorText':
    'L’exploitant active et désactive des extensions dans un fichier, pendant que la plateforme fonctionne.',
  'core.frontDoor.operatorFile': 'Ouvrez ce fichier dans un éditeur :',
  'core.frontDoor.operatorLine': 'Ajoutez cette ligne sous « extensions: » et enregistrez :',
  'core.frontDoor.operatorWatch':
    'Puis rechargez {community} et regardez {watch} apparaître. Retirez la ligne, et tout disparaît de nouveau.',

  'core.footer.about': 'À propos',
  'core.footer.rules': 'Règles de la communauté',
  'core.footer.accessibility': 'Accessibilité',
  'core.footer.privacy': 'Vie privée',
  'core.footer.help': 'Aide',
  'core.info.write': 'Des questions ? Écrivez à',

  'core.info.about.title': 'À propos de {community}',
  'core.info.about.lede': '{purpose}',
  'core.info.about.1.title': 'Qui s’en occupe',
  'core.info.about.1.text':
    'L’équipe de {community} s’occupe de ce lieu. Elle décide qui peut le rejoindre, ce qu’il offre et comment on y fait les choses.',
  'core.info.about.2.title': 'Comment cela marche',
  'core.info.about.2.text':
    'Certaines pages peuvent être lues par tout le monde, d’autres seulement par les membres ou par les personnes d’un groupe. Chaque page et chaque message dit qui peut le voir.',

  'core.info.rules.title': 'Règles de la communauté',
  'core.info.rules.lede':
    'L’équipe de {community} n’a pas encore écrit ses propres règles. D’ici là, celles-ci s’appliquent.',
  'core.info.rules.1.title': 'Soyez aimable',
  'core.info.rules.1.text':
    'Parlez aux gens comme autour d’une table. Contestez ce qui est dit, pas la personne qui le dit.',
  'core.info.rules.2.title': 'Gardez ce qui est confié ici',
  'core.info.rules.2.text':
    'Ce que quelqu’un dit à quelques personnes reste entre elles. Demandez avant d’en parler ailleurs.',
  'core.info.rules.3.title': 'Si quelque chose ne va pas',
  'core.info.rules.3.text':
    'Dites-le à l’équipe de {community}. Elle peut cacher ce qui fait du tort et exclure les personnes qui en font.',

  'core.info.accessibility.title': 'Accessibilité',
  'core.info.accessibility.lede':
    'Tout le monde devrait pouvoir utiliser ce lieu. Nous visons les WCAG 2.2, niveau AA.',
  'core.info.accessibility.1.title': 'Ce qui marche',
  'core.info.accessibility.1.text':
    'Les pages marchent au clavier seul, sans JavaScript, avec du texte agrandi, en clair et en sombre. Les couleurs gardent assez de contraste dans chaque communauté. Rien n’est dit par la couleur seule.',
  'core.info.accessibility.2.title': 'Ce que nous ne savons pas encore',
  'core.info.accessibility.2.text':
    'Des machines vérifient nos pages, et elles ne trouvent qu’une partie des problèmes. Nous n’avons pas encore fait d’essais avec des personnes qui utilisent un lecteur d’écran ou la commande vocale. Ce que les membres écrivent ou joignent peut avoir des défauts que nous ne voyons pas.',
  'core.info.accessibility.3.title': 'Dites-le-nous',
  'core.info.accessibility.3.text':
    'Si quelque chose vous bloque, dites à l’équipe de {community} : sur quelle page, ce que vous vouliez faire, et avec quoi vous la lisez.',

  'core.info.privacy.title': 'Vie privée',
  'core.info.privacy.lede': 'Ce que {community} garde sur vous, et qui peut le voir.',
  'core.info.privacy.1.title': 'Ce qui est gardé',
  'core.info.privacy.1.text':
    'Votre nom, votre adresse courriel, une forme brouillée de votre mot de passe que personne ne peut lire, votre date d’arrivée, les groupes dont vous faites partie, et ce que vous écrivez et faites ici.',
  'core.info.privacy.2.title': 'Qui peut le voir',
  'core.info.privacy.2.text':
    'Les membres voient votre nom. Votre adresse n’est pas montrée aux autres membres. À côté de ce que vous écrivez, il est dit qui peut le voir. L’équipe de {community} peut en voir davantage, là où la gestion du lieu le demande.',
  'core.info.privacy.3.title': 'Témoins (cookies)',
  'core.info.privacy.3.text':
    'Un témoin vous garde connecté ; un autre retient la langue que vous choisissez. Il n’y a pas de témoin de publicité ni de suivi, et les pages ne chargent rien d’autres entreprises.',
  'core.info.privacy.4.title': 'Vos droits',
  'core.info.privacy.4.text':
    'Demandez à l’équipe de {community} une copie de ce qui est gardé sur vous, une correction ou un effacement.',

  'core.info.help.title': 'Aide',
  'core.info.help.lede': 'Les premiers pas, et où demander.',
  'core.info.help.1.title': 'Je n’arrive pas à me connecter',
  'core.info.help.1.text':
    'Vérifiez l’adresse et le mot de passe, majuscules et minuscules comprises. Après plusieurs essais manqués, il faut attendre un peu. Si cela ne marche toujours pas, demandez à l’équipe de {community}.',
  'core.info.help.2.title': 'Je ne trouve pas une page',
  'core.info.help.2.text':
    'Elle a peut-être changé de place, ou elle est réservée aux personnes connectées ou à un groupe. Connectez-vous et réessayez, ou repartez de l’accueil.',
  'core.info.help.3.title': 'Qui peut voir ce que j’écris',
  'core.info.help.3.text': 'Chaque formulaire le dit avant l’envoi, et chaque message le dit ensuite.',
  'core.info.help.4.title': 'Quelqu’un est en danger',
  'core.info.help.4.text':
    'Si quelqu’un est en danger maintenant, appelez d’abord le numéro d’urgence de votre pays. Prévenez ensuite l’équipe de {community}.',

  'problem.core.not-found.title': 'Page introuvable',
  'problem.core.not-found':
    'Il n’y a rien ici que vous puissiez voir. Vérifiez l’adresse, ou connectez-vous si vous avez un compte.',
  'problem.core.invalid.title': 'Quelque chose ne va pas dans la demande',
  'problem.core.invalid': 'Corrigez ce qui est indiqué et envoyez de nouveau. Rien n’a été enregistré.',
  'problem.core.sign-in-required.title': 'Connectez-vous pour faire cela',
  'problem.core.sign-in-required': 'C’est réservé aux membres. Connectez-vous et réessayez.',
  'problem.core.not-permitted.title': 'Non permis',
  'problem.core.not-permitted':
    'Vos rôles ne le permettent pas. Si vous en avez besoin, demandez à une personne qui gère la communauté.',
  'problem.core.changed-meanwhile.title': 'Quelqu’un a changé ceci pendant que vous écriviez',
  'problem.core.changed-meanwhile': 'Rechargez, refaites votre changement par-dessus, et enregistrez.',
  'problem.core.audience-too-large.title': 'Ce public a trop de parties',
  'problem.core.audience-too-large':
    'Un public a au plus {clauses, number} possibilités, chacune avec au plus {holdings, number} conditions. Créez un groupe des personnes concernées et nommez ce groupe.',
  'problem.core.audience-unknown.title': 'Ce public nomme quelque chose qui n’est pas ici',
  'problem.core.audience-unknown':
    'Choisissez des lieux, des rôles et des personnes que vous pouvez voir. Rien n’a été enregistré.',
  'problem.core.joining-closed.title': 'On ne peut pas entrer de soi-même',
  'problem.core.joining-closed': 'Ici, ce sont les responsables qui ajoutent les gens. Demandez à l’un d’eux.',
  'problem.core.last-organiser.title': 'Il n’y a pas d’autre responsable que vous',
  'problem.core.last-organiser': 'Confiez d’abord ce rôle à quelqu’un d’autre, puis partez.',
  'problem.core.unsupported-media-type.title': 'Type de contenu inconnu',
  'problem.core.unsupported-media-type': 'Envoyez du JSON à l’API, et les formulaires depuis les pages.',
  'problem.core.too-large.title': 'Trop gros',
  'problem.core.too-large': 'Le contenu dépasse {limit, number} octets.',
  'problem.core.too-many.title': 'Trop d’essais',
  'problem.core.too-many': 'Réessayez dans {seconds, plural, one {# seconde} other {# secondes}}.',
  'problem.core.foreign-origin.title': 'Le formulaire venait d’un autre site',
  'problem.core.foreign-origin':
    'Rechargez la page sur ce site et envoyez le formulaire depuis celle-ci. Rien n’a été enregistré.',
  'problem.core.bad-credentials.title': 'L’adresse et le mot de passe ne vont pas ensemble',
  'problem.core.bad-credentials':
    'Vérifiez les deux et réessayez, ou faites-vous envoyer un lien. Si vous êtes nouveau, inscrivez-vous d’abord.',
  'problem.core.joining-by-themselves.title': 'On ne peut pas s’inscrire de soi-même',
  'problem.core.joining-by-themselves':
    'Cette communauté ne prend pas d’inscriptions en ce moment. Demandez aux personnes qui la gèrent.',
  'problem.core.weak-password.title': 'Le mot de passe est trop facile à deviner',
  'problem.core.weak-password':
    'Utilisez au moins 10 caractères ; trois ou quatre mots ensemble font un bon mot de passe.',
  'problem.core.idempotency-key-reused.title': 'Cette clé d’idempotence a servi à autre chose',
  'problem.core.idempotency-key-reused':
    'Une clé vaut pour une seule requête. Envoyez celle-ci avec une nouvelle clé. Rien n’a été fait.',
  'problem.core.idempotency-key-busy.title': 'La même requête est en cours',
  'problem.core.idempotency-key-busy':
    'Une requête avec cette clé d’idempotence est en cours de traitement, ou a échoué sans que l’on sache ce qu’elle a fait. Vérifiez si elle a abouti ; ou renvoyez-la avec la même clé après les secondes indiquées dans Retry-After : ce qui a échoué pourra alors être refait.',
  'problem.core.overloaded.title': 'Beaucoup de monde en ce moment',
  'problem.core.overloaded':
    'Il se passe ici plus de choses que nous ne pouvons en traiter à la fois. Rien n’a été fait. Réessayez dans quelques secondes.',
  'problem.core.unavailable.title': 'Pas disponible en ce moment',
  'problem.core.unavailable':
    'Une partie de la plateforme ne marche pas. Réessayez un peu plus tard ; rien de ce que vous avez enregistré n’est perdu.',
  'problem.core.internal.title': 'Un problème est survenu de notre côté',
  'problem.core.internal':
    'Il est noté sous le numéro {reference}. Ce qui était enregistré est en sécurité. Réessayez un peu plus tard.',
} as const satisfies Readonly<Record<string, string>>;
