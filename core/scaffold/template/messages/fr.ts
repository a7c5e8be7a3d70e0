import type { en } from './en.ts';

export const fr = {
  'sample-items.title': 'Sample items',
  'sample-items.short': 'Éléments',
  'sample-items.add': 'Ajouter un élément',
  'sample-items.all': 'Tous les éléments',
  'sample-items.empty': 'Rien pour l’instant',
  'sample-items.empty.text': 'Ce que les membres ajoutent s’affiche ici, le plus récent d’abord.',
  'sample-items.field.title': 'Titre',
  'sample-items.said.added': 'Votre élément a été ajouté.',
  'sample-items.mail.added': 'Quelqu’un a ajouté un élément',
  'sample-items.mail.added.subject': 'Un nouvel élément : {title}',
  'sample-items.mail.added.text': 'Vous recevez ce message parce que vous veillez sur les éléments.',
  'problem.sample-items.no-title.title': 'Pas de titre',
  'problem.sample-items.no-title': 'Un élément a besoin d’un titre d’au moins une lettre.',
} satisfies Record<keyof typeof en, string> & Record<string, string>;
