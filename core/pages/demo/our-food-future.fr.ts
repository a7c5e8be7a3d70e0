import type { DemoPages } from './index.ts';

/** A city and its people on the way to a circular food economy, in French. */
export const notreAvenirAlimentaire: DemoPages = {
  about: {
    title: 'À propos de Our Food Future',
    body: `Chaque semaine, notre ville jette de la nourriture que quelqu’un a fait pousser, transportée, cuisinée et payée. Pendant ce temps, certains d’entre nous comptent leurs sous devant l’épicerie. Pour nous, ces deux choses vont sur la même table.

Sur Our Food Future, des résidents, des producteurs, des entreprises, des universités et la ville y travaillent ensemble. « Circulaire » est notre mot pour une vieille idée : ce qui reste quelque part est le début d’autre chose ailleurs. Le pain devient craquelin, la drêche devient farine, les épluchures deviennent terre.

## Ce que nous faisons

- **Partager de l’argent.** Une fois par an, chaque personne d’ici peut dire quels projets locaux devraient se partager le fonds. Voyez [le dernier vote et ce qui est ouvert maintenant](/challenges).
- **Travailler côte à côte.** Nos [groupes de travail](/groups) réunissent quelques personnes autour d’une partie du problème : l’accès à la nourriture, les entreprises qui utilisent ce que d’autres laissent, les déchets que nous mesurons.
- **Dire ce qui n’a pas marché.** Un kiosque dans la mauvaise rue mérite d’être raconté, pour que le prochain soit dans la bonne.

## Qui s’en occupe

Une équipe de quatre personnes à la ville, avec un comité formé de deux producteurs, de deux résidents, d’un boulanger, d’une chercheuse et d’un étudiant. Le comité change tous les deux ans. Il décide des règles et de l’argent ; l’équipe tient la maison et répond à vos lettres.

Nous ne vendons rien ici et nous n’affichons aucune publicité.`,
  },
  rules: {
    title: 'Comment on se tient à cette table',
    body: `Nous venons de cuisines, de champs, de bureaux et de salles de cours, et nous ne parlons pas tous de la même façon. Ces quelques règles gardent la table agréable.

## 1. Parler à la personne

Dites ce que vous savez et d’où vous le savez. Contestez une idée aussi fort que vous voulez ; laissez en paix la personne qui l’a apportée. Pas d’insultes, pas de moqueries sur la façon d’écrire, de cuisiner, de manger ou de gagner sa vie.

## 2. Dire son intérêt

Beaucoup d’entre nous vendent quelque chose. C’est bienvenu. Dites-le quand cela compte : « Le moulin que ce projet paierait est à moi. » Ne publiez pas d’annonces et ne demandez pas de votes en échange de quoi que ce soit.

## 3. Une personne, un vote

Remplissez votre bulletin et aucun autre. Si vous aidez quelqu’un à voter, c’est cette personne qui choisit ; vous n’appuyez que sur les touches.

## 4. De la nourriture sûre

Si vous offrez de la nourriture, dites quand elle a été préparée, ce qu’elle contient et comment elle a été gardée. Dans le doute, ne l’offrez pas. Les règles de santé publique valent ici aussi.

## 5. Ce qui est dit dans un groupe y reste

Certains groupes de travail sont ouverts à tout le monde, d’autres non. Chaque page dit qui peut la voir. Demandez avant d’en parler ailleurs.

## Si quelque chose ne va pas

Écrivez à l’équipe : [nous joindre](/contact). Nous lisons chaque message, en général le jour ouvrable suivant. Nous pouvons cacher une publication, demander un changement ou écarter quelqu’un pour un temps. Vous en saurez la raison, et vous pouvez demander au comité de revoir la décision.`,
  },
  privacy: {
    title: 'Votre vie privée',
    body: `Nous voulons en savoir le moins possible sur vous, tout en organisant un vote et quelques groupes de travail. Voici tout.

## Ce que nous gardons

| Quoi | Pourquoi | Qui le voit |
|---|---|---|
| Votre nom | Pour qu’on sache qui parle | Les autres membres |
| Votre adresse courriel | Pour vous connecter et vous écrire | L’équipe |
| Votre mot de passe | Pour vous connecter. Il est brouillé, et personne ne peut le relire | Personne |
| Ce que vous écrivez | Parce que vous l’avez écrit | Les personnes nommées à côté |
| Votre bulletin | Pour le compter une fois | Sous votre nom, personne ; en chiffres, tout le monde |

## Les bulletins

Tant qu’un vote est ouvert, le décompte est caché à tous, nous compris. Ensuite, nous publions les bulletins sans les noms, pour que chacun puisse recompter. S’il y a si peu de bulletins qu’on pourrait deviner à qui ils sont, nous ne publions que le résultat.

## Les témoins (cookies)

Un témoin vous garde connecté. Un autre retient votre langue, si vous en choisissez une. Il n’y en a pas d’autres, et aucune page ne charge quoi que ce soit d’une autre entreprise.

## Vos droits

Vous pouvez demander ce que nous gardons sur vous, en recevoir une copie, le faire corriger, ou partir et le faire effacer. Écrivez à [privacy@ourfoodfuture.example](mailto:privacy@ourfoodfuture.example). Nous répondons en 30 jours au plus, le plus souvent en trois.`,
  },
  accessibility: {
    title: 'Accessibilité',
    body: `La nourriture est pour tout le monde, et ce lieu aussi. Nous visons les Règles pour l’accessibilité des contenus Web (WCAG) 2.2, niveau AA.

## Ce qui marche

- Tout se fait au clavier seul, et sans JavaScript.
- Le texte peut doubler de taille, et la page tient toujours sur un téléphone.
- Les couleurs gardent leur contraste, en clair et en sombre.
- Chaque graphique a un tableau avec les mêmes chiffres.

## Ce qui ne marche pas encore

- Ce que les membres écrivent peut avoir des titres ou des liens difficiles à suivre. Nous apprenons à aider pendant que vous écrivez.
- Nous n’avons pas encore rencontré assez de personnes qui utilisent un lecteur d’écran ou qui parlent à leur ordinateur. Si c’est votre cas, nous aimerions vous rencontrer, et nous payons votre temps.

## Autrement

Vous pouvez demander n’importe quelle page en gros caractères, et venir voter avec l’un de nous à vos côtés : voyez [nous joindre](/contact).

Si quelque chose vous bloque, écrivez à [access@ourfoodfuture.example](mailto:access@ourfoodfuture.example) : sur quelle page, ce que vous vouliez faire, et avec quoi vous la lisez. Nous répondons dans les cinq jours ouvrables.`,
  },
  help: {
    title: 'Aide',
    body: `## Je n’arrive pas à me connecter

Vérifiez l’adresse et le mot de passe, majuscules et minuscules comprises. Après plusieurs essais manqués, il faut attendre un peu. Si cela ne marche toujours pas, [écrivez-nous](/contact), et nous réglons cela avec vous.

## Comment voter ?

1. Connectez-vous et ouvrez [les défis](/challenges).
2. Choisissez les projets que vous paieriez. La page montre ce qui reste du fonds.
3. Vérifiez votre bulletin et envoyez-le. Jusqu’à la fin du vote, vous pouvez le changer autant de fois que vous voulez ; le dernier compte.

## Qui peut voir ce que j’écris ?

Le formulaire vous le dit avant l’envoi. La publication le dit à tous ensuite. Pour parler à quelques personnes seulement, écrivez dans un groupe de travail fermé.

## Je veux offrir de la nourriture, des outils ou une salle

Cherchez le groupe de travail qui convient et dites-y bonjour. S’il n’y en a pas, [écrivez-nous](/contact), et nous vous présentons quelqu’un.

## Une publication pose problème

Dites à l’équipe où elle se trouve et ce qui vous trouble. Vous n’avez pas à en être sûr. Si quelqu’un est en danger maintenant, appelez d’abord les services d’urgence.`,
  },
  faq: {
    title: 'Questions et réponses',
    body: `## Qui peut voter ?

Les membres qui habitent, travaillent ou étudient dans la ville. Une personne, un bulletin.

## D’où vient l’argent ?

La moitié vient du budget de la ville pour les déchets, car la nourriture mangée n’a pas à être ramassée. L’autre moitié vient d’entreprises d’ici qui versent une part fixe. Ceux qui versent ne décident pas de qui reçoit.

## Pourquoi le projet le plus choisi n’a-t-il pas tout reçu ?

Parce que le fonds est partagé équitablement entre les votants, et non gagné par le plus grand groupe. Chaque bulletin a derrière lui la même part de l’argent, et un projet est payé quand les parts de ceux qui l’appuient couvrent son coût. La page des résultats explique chaque décision, y compris pour les projets qui n’ont pas été payés.

## J’ai une idée. Me faut-il une entreprise ?

Non. Des voisins, une classe ou une cuisine suffisent. Il faut une personne qui répond aux questions et une personne qui garde les reçus. Ce peut être la même.

## Et si un projet ne marche pas ?

Il nous raconte ce qui est arrivé et rend ce qu’il n’a pas dépensé. Nous aimons mieux un bilan honnête qu’un bilan brillant.`,
  },
  contact: {
    title: 'Nous joindre',
    body: `Nous sommes Olivia, Ben, Farah et Luc.

- **Écrire :** [hello@ourfoodfuture.example](mailto:hello@ourfoodfuture.example). Nous répondons en français ou en anglais, en général le jour ouvrable suivant.
- **Passer :** le mardi et le jeudi de 10 h à 16 h, à la longue table du rez-de-chaussée de la bibliothèque centrale. Sans rendez-vous, et il y a du café.
- **Dans votre langue :** dites-nous laquelle, et nous trouvons quelqu’un qui la parle.

Pour la vie privée, écrivez à [privacy@ourfoodfuture.example](mailto:privacy@ourfoodfuture.example) ; si quelque chose vous bloque, à [access@ourfoodfuture.example](mailto:access@ourfoodfuture.example).`,
  },
  'home.about': {
    title: 'Qui nous sommes',
    body: `Des résidents, des producteurs, des commerces, des cuisines, des chercheurs et la ville, autour d’une même table. Chaque année, nous partageons un fonds entre des projets d’ici ; entre les votes, nous travaillons en petits [groupes](/groups).

[En savoir plus](/about)`,
  },
  'home.news': {
    title: 'Nouvelles',
    body: `- Le vote sur le fonds de cette année est ouvert. [Lisez les idées](/challenges) et remplissez votre bulletin.
- Le kiosque mobile a deux nouveaux arrêts, dans des rues sans épicerie.
- La soirée soupe est de retour : apportez un bol, et venez rencontrer les gens derrière les idées.`,
  },
  'home.results': {
    title: 'Ce qui en est sorti',
    body: `Le fonds de l’an dernier a payé quatre projets : des **frigos de quartier**, le **compost de quatre écoles**, un **kiosque mobile** et un **moulin à drêche**.

[Voyez qui a voté pour quoi, et pourquoi chacun a été payé](/challenges)`,
  },
  welcome: {
    title: 'Heureux de vous avoir à table',
    body: `Vous êtes maintenant membre. Trois choses à faire d’abord, si le cœur vous en dit :

1. **Dites bonjour** dans un [groupe de travail](/groups). Une phrase sur votre quartier ou votre cuisine suffit.
2. **Lisez les idées** de cette année dans [les défis](/challenges), et remplissez votre bulletin. Vous pouvez le changer jusqu’à la fin du vote.
3. **Parcourez nos quelques règles** : [Comment on se tient à cette table](/rules). Elles sont courtes.

Si vous êtes coincé, [écrivez-nous](/contact). C’est une personne qui répond.`,
  },
};
