/** Words for settings that managers decide: those of the community itself, and what is said when one cannot be changed. */
export const en: Readonly<Record<string, string>> = {
  'core.setting.purpose': 'Purpose',
  'core.setting.purpose.hint': 'One sentence that says why the community exists.',
  'core.setting.purpose.change': 'Stands below the name on the home page, and where the community is listed.',
  'core.setting.description': 'Who meets here',
  'core.setting.description.hint': 'Who meets here and what for, in a sentence or two.',
  'core.setting.description.change': 'Stands on the home page and is what visitors read first.',
  'core.setting.brand': 'Colours',
  'core.setting.brand.hint': 'Two colours. All others, light and dark, are made from them so that words stay readable.',
  'core.setting.brand.change': 'Buttons, links and patterns of every page take these colours.',
  'core.setting.brand.colour': 'Main colour',
  'core.setting.brand.colour.hint':
    'For buttons and links. Very light or bright colours are darkened until white text on them can be read.',
  'core.setting.brand.accent': 'Second colour',
  'core.setting.brand.accent.hint': 'For patterns and charts. Text never has it.',
  'core.settings.unknown': 'There is no such setting.',
  'core.settings.operator': 'Only your operator can change this, in the file of the community.',
  'core.settings.locked': 'Set by your operator.',
  'core.log.settings.changed': 'Changed the settings of {subject}',
  'core.log.settings.restored': 'Took back a change of the settings of {subject}',
  'core.log.detail.revision': 'Revision',
};

export const fr: Readonly<Record<string, string>> = {
  'core.setting.purpose': 'Raison d’être',
  'core.setting.purpose.hint': 'Une phrase qui dit pourquoi la communauté existe.',
  'core.setting.purpose.change': 'S’affiche sous le nom sur la page d’accueil, et là où la communauté est présentée.',
  'core.setting.description': 'Qui se retrouve ici',
  'core.setting.description.hint': 'Qui se retrouve ici et pourquoi, en une phrase ou deux.',
  'core.setting.description.change': 'S’affiche sur la page d’accueil ; c’est ce que les visiteurs lisent en premier.',
  'core.setting.brand': 'Couleurs',
  'core.setting.brand.hint':
    'Deux couleurs. Toutes les autres, claires et sombres, en sont tirées de sorte que le texte reste lisible.',
  'core.setting.brand.change': 'Les boutons, les liens et les motifs de chaque page prennent ces couleurs.',
  'core.setting.brand.colour': 'Couleur principale',
  'core.setting.brand.colour.hint':
    'Pour les boutons et les liens. Une couleur très claire ou très vive est assombrie jusqu’à ce que le texte blanc y soit lisible.',
  'core.setting.brand.accent': 'Seconde couleur',
  'core.setting.brand.accent.hint': 'Pour les motifs et les graphiques. Le texte ne l’a jamais.',
  'core.settings.unknown': 'Ce réglage n’existe pas.',
  'core.settings.operator': 'Seul votre opérateur peut changer cela, dans le fichier de la communauté.',
  'core.settings.locked': 'Défini par votre opérateur.',
  'core.log.settings.changed': 'A changé les réglages de {subject}',
  'core.log.settings.restored': 'A annulé un changement des réglages de {subject}',
  'core.log.detail.revision': 'Révision',
  'problem.core.setting-locked.title': 'Défini par votre opérateur',
  'problem.core.setting-locked':
    'Le fichier de cette communauté fixe {field} ; cela ne se change donc pas ici. Adressez-vous à la personne qui gère l’installation.',
};
