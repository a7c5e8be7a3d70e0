export const en = {
  'core.mail.why-member': 'You get this because you are a member of {community}.',
  'core.mail.why-address': 'Somebody gave this address at {community}. If it was not you, there is nothing to do.',
  'core.mail.why-discreet': 'If you did not expect this, there is nothing to do.',
  'core.mail.stop': 'Stop mail of this kind: {kind}',
  'core.mail.stop-discreet': 'Stop mail of this kind',
  'core.mail.discreet.subject': 'There is something new for you',
  'core.mail.discreet.text': 'Sign in to read it.',
  'core.mail.discreet.action': 'Sign in',
  'core.mail.stop.title': 'Stop this kind of mail?',
  'core.mail.stop.text':
    'You will get no more mail about: {kind}. You can change this on your account page at any time.',
  'core.mail.stop.button': 'Stop this mail',
  'core.mail.stop.done.title': 'You get no more mail of this kind',
  'core.mail.stop.done.text': 'Mail about {kind} has stopped. Sign in to change this again.',
  'core.mail.choices.title': 'Mail that you get',
  'core.mail.choices.text':
    'Choose what we write to you about. Mail that you ask for yourself, such as sign-in links, comes in any case.',
  'core.mail.choices.none': 'There is nothing here yet that you could be told of by mail.',
  'core.mail.choices.save': 'Save choices',
  'core.mail.choices.saved': 'Your choices are saved.',
  'core.mail.choices.link': 'Choose what you get mail about',
  'core.outbox.title': 'Outbox',
  'core.outbox.text':
    'This is a demo without a mail server. What would have been sent is listed here, newest first; open a mail to follow its link.',
  'core.outbox.none.title': 'No mail yet',
  'core.outbox.none.text': 'Ask for a sign-in link, join, or invite somebody: the mail turns up here.',
  'core.outbox.to': 'To {address}',
  'core.outbox.html': 'Show with its look',
  'core.outbox.back': 'All mail',
  'core.outbox.hint': 'This is a demo: nothing was sent. Read the mail in the outbox.',
} as const;

export const fr: Record<keyof typeof en, string> = {
  'core.mail.why-member': 'Vous recevez ce message parce que vous êtes membre de {community}.',
  'core.mail.why-address':
    'Quelqu’un a indiqué cette adresse sur {community}. Si ce n’était pas vous, il n’y a rien à faire.',
  'core.mail.why-discreet': 'Si vous n’attendiez pas ce message, il n’y a rien à faire.',
  'core.mail.stop': 'Ne plus recevoir ce type de message : {kind}',
  'core.mail.stop-discreet': 'Ne plus recevoir ce type de message',
  'core.mail.discreet.subject': 'Il y a du nouveau pour vous',
  'core.mail.discreet.text': 'Connectez-vous pour le lire.',
  'core.mail.discreet.action': 'Se connecter',
  'core.mail.stop.title': 'Ne plus recevoir ce type de message ?',
  'core.mail.stop.text':
    'Vous ne recevrez plus de message au sujet de : {kind}. Vous pouvez changer d’avis à tout moment sur la page de votre compte.',
  'core.mail.stop.button': 'Arrêter ces messages',
  'core.mail.stop.done.title': 'Vous ne recevrez plus ce type de message',
  'core.mail.stop.done.text': 'Les messages au sujet de {kind} sont arrêtés. Connectez-vous pour changer d’avis.',
  'core.mail.choices.title': 'Les messages que vous recevez',
  'core.mail.choices.text':
    'Choisissez ce dont nous vous informons par courriel. Les messages que vous demandez vous-même, comme les liens de connexion, arrivent dans tous les cas.',
  'core.mail.choices.none': 'Il n’y a encore rien ici dont on pourrait vous informer par courriel.',
  'core.mail.choices.save': 'Enregistrer mes choix',
  'core.mail.choices.saved': 'Vos choix sont enregistrés.',
  'core.mail.choices.link': 'Choisir les messages que vous recevez',
  'core.outbox.title': 'Boîte d’envoi',
  'core.outbox.text':
    'Cette démonstration n’a pas de serveur de courriel. Ce qui aurait été envoyé est affiché ici, le plus récent d’abord ; ouvrez un message pour suivre son lien.',
  'core.outbox.none.title': 'Aucun message pour l’instant',
  'core.outbox.none.text':
    'Demandez un lien de connexion, inscrivez-vous ou invitez quelqu’un : le message arrive ici.',
  'core.outbox.to': 'À {address}',
  'core.outbox.html': 'Afficher avec sa mise en forme',
  'core.outbox.back': 'Tous les messages',
  'core.outbox.hint': 'Ceci est une démonstration : rien n’a été envoyé. Lisez le message dans la boîte d’envoi.',
};
