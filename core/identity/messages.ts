/** Words of the way in, of mailed links and of one's own account. */
export const en = {
  'core.signIn.byLink': 'Mail me a link',
  'core.signIn.byLinkHint': 'A link needs only your address, and no password.',
  'core.signIn.passwordOrLink': 'Give your password, or choose “Mail me a link”.',
  'core.signIn.forgotten': 'Choose a new password',

  'core.signInHelp.title': 'Choose a new password',
  'core.signInHelp.lede':
    'Give the address that you sign in with. We mail a link to it, and there you choose a new password.',
  'core.signInHelp.submit': 'Mail me a link',

  'core.mailed.title': 'Look into your mail',
  'core.mailed.lede': 'If there is an account with this address, a link is on its way to it.',
  'core.mailed.said':
    'If there is an account with this address, a link is on its way to it. Look into your mail, and into the folder for spam.',
  'core.mailed.meanwhile': 'If nothing comes',
  'core.mailed.wait': 'Wait a few minutes. Some mail takes its time.',
  'core.mailed.spam': 'Look into the folder for spam.',
  'core.mailed.address': 'See whether the address is the right one, without a mistake in it.',
  'core.mailed.back': 'Back to signing in',
  'core.mailed.demo': 'This is a demo: nothing was sent.',
  'core.mailed.outbox': 'Read the mail in the outbox',

  'core.join.ask': 'Ask to join {community}',
  'core.join.askText': 'The team of this community reads every request and decides. We write to you when they have.',
  'core.join.passwordLater':
    'At least 10 characters; three or four words together are good. Leave it empty to sign in by mailed links; you can set one later.',
  'core.join.rules': 'I agree to the rules of this community',
  'core.join.rulesLink': 'Read the rules',
  'core.join.rulesNeeded': 'Read the rules and tick the box if you agree to them.',
  'core.join.passwordAgain': 'Type it again: a password is never sent back in a page.',

  'core.noWayIn.invitation.lede': 'People come in here by an invitation.',
  'core.noWayIn.invitation.title': 'How to get in',
  'core.noWayIn.invitation.text':
    'Ask somebody who is a member, or the team of the community. The invitation comes by mail, with a link that lets you in.',
  'core.noWayIn.closed.lede': 'This community takes no new members at the moment.',
  'core.noWayIn.closed.title': 'Members sign in as before',
  'core.noWayIn.closed.text': 'If you should be a member, ask the team of the community to add you.',

  'core.waiting.more': 'How things stand',
  'core.waiting.unconfirmed.title': 'Confirm your address',
  'core.waiting.unconfirmed.lede': 'We sent a mail to {email}. Open the link in it, and you go on from there.',
  'core.waiting.unconfirmed.banner': 'Nearly there: open the link in the mail that we sent to {email}.',
  'core.waiting.asked.title': 'Your request is waiting',
  'core.waiting.asked.lede': 'The team of this community reads it and decides. We write to {email} when they have.',
  'core.waiting.asked.banner': 'Your request to join is waiting for the team of this community.',
  'core.waiting.refused.title': 'Your request was not accepted',
  'core.waiting.refused.lede':
    'The team of this community has read it and decided. You can read what everyone can read.',
  'core.waiting.refused.banner': 'Your request to join was not accepted.',
  'core.waiting.missing': 'No mail yet?',
  'core.waiting.again': 'Send the mail again',
  'core.waiting.sentAgain': 'The mail is on its way again.',
  'core.waiting.wrong': 'Is the address wrong?',
  'core.waiting.wrongText': 'Then begin anew with the right one. What you gave with {email} is deleted.',
  'core.waiting.anew': 'Begin anew',
  'core.waiting.since': 'You asked on',
  'core.waiting.next': 'What happens next',
  'core.waiting.nextText': 'You need not do anything. Until they decide, you see what visitors see.',
  'core.waiting.reason': 'Why',
  'core.waiting.noReason': 'The team gave no reason.',
  'core.waiting.askAgain': 'Ask again',

  'core.link.notYou': 'If you did not ask for this, close this page. Nothing happens until the button is pressed.',
  'core.link.newOne': 'Ask for a new link',
  'core.link.signIn.title': 'Sign in',
  'core.link.signIn.lede': 'You sign in as {email}.',
  'core.link.signIn.button': 'Sign in',
  'core.link.confirm.title': 'Confirm your address',
  'core.link.confirm.lede': 'You confirm that {email} is your address.',
  'core.link.confirm.ledeNamed': 'You confirm that {email} is your address, and join with the name {name}.',
  'core.link.confirm.button': 'Confirm and join',
  'core.link.reset.title': 'Choose a new password',
  'core.link.reset.lede': 'It is for {email}. All devices that are signed in are signed out.',
  'core.link.reset.button': 'Save and sign in',
  'core.link.address.title': 'Change your address',
  'core.link.address.lede': 'From now on you sign in with {email}. Your other devices are signed out.',
  'core.link.address.button': 'Change my address',
  'core.link.address.signInFirst': 'Sign in with your present address first, so that we know it is you.',
  'core.link.said.member': 'Welcome. You are a member now.',
  'core.link.said.memberNoPassword':
    'Welcome. You are a member now. For your safety the password from the form was not kept, as you opened the link in another browser.',
  'core.link.said.asked': 'Your address is confirmed.',
  'core.link.said.passwordSet': 'Your new password is saved, and you are signed in.',
  'core.link.said.addressChanged': 'Your address is changed.',

  'core.me.nameForm': 'Your name',
  'core.me.saveName': 'Save name',
  'core.me.nameSaved': 'Your name is saved.',
  'core.me.signingIn': 'Signing in',
  'core.me.changeAddress': 'Change address',
  'core.me.password': 'You have one.',
  'core.me.noPassword': 'You have none and sign in by mailed links.',
  'core.me.changePassword': 'Change password',
  'core.me.setPassword': 'Set a password',
  'core.me.devices': 'Where you are signed in',
  'core.me.showDevices': 'Show devices',

  'core.password.title': 'Change your password',
  'core.password.setTitle': 'Set a password',
  'core.password.lede': 'It is for your sign-in. Your other devices are signed out when it changes.',
  'core.password.current': 'Your present password',
  'core.password.new': 'New password',
  'core.password.save': 'Save password',
  'core.password.saved': 'Your password is saved. Your other devices are signed out.',
  'core.password.forgotten': 'Forgotten it?',
  'core.password.forgottenText': 'We mail a link to {email}, and there you choose a new one without the old.',
  'core.password.forgottenButton': 'Mail me a link',
  'core.password.linkSent': 'The link is on its way to your address.',

  'core.address.title': 'Change your address',
  'core.address.lede': 'You sign in with {email} now.',
  'core.address.new': 'New address',
  'core.address.newHint': 'We mail a link to it. Your address changes when you open the link, and not before.',
  'core.address.submit': 'Mail me the link',
  'core.address.linkSent': 'A link is on its way to the new address. Open it here, in this browser.',

  'core.sessions.title': 'Where you are signed in',
  'core.sessions.lede': 'Devices and programs that are signed in to this community as you.',
  'core.sessions.own': 'This device',
  'core.sessions.unknown': 'A browser',
  'core.sessions.program': 'A program',
  'core.sessions.since': 'Signed in',
  'core.sessions.seen': 'last used',
  'core.sessions.end': 'Sign out there',
  'core.sessions.ended': 'It is signed out.',
  'core.sessions.others': 'All at once',
  'core.sessions.othersText': 'This device stays signed in, all others are signed out.',
  'core.sessions.endOthers': 'Sign out everywhere else',
  'core.sessions.othersEnded': 'All others are signed out.',

  'core.letter.signIn.title': 'Sign-in links',
  'core.letter.signIn.subject': 'Your sign-in link for {community}',
  'core.letter.signIn.discreet': 'Your sign-in link',
  'core.letter.signIn.text': 'Open this page and press the button there to sign in.',
  'core.letter.signIn.action': 'Sign in',
  'core.letter.signIn.after': 'The link works once, for 30 minutes. If you did not ask for it, there is nothing to do.',
  'core.letter.reset.subject': 'Choose a new password for {community}',
  'core.letter.reset.discreet': 'Choose a new password',
  'core.letter.reset.text': 'Open this page to choose a new password for your sign-in.',
  'core.letter.reset.action': 'Choose a new password',
  'core.letter.reset.after':
    'The link works once, for an hour. If you did not ask for it, there is nothing to do: your password stays as it is.',
  'core.letter.confirm.title': 'Confirming addresses',
  'core.letter.confirm.subject': 'Confirm your address for {community}',
  'core.letter.confirm.discreet': 'Confirm your address',
  'core.letter.confirm.text':
    'Somebody, probably you, signed up with this address. Open this page to confirm that it is yours.',
  'core.letter.confirm.action': 'Confirm my address',
  'core.letter.confirm.after':
    'The link works once, for three days. If it was not you, there is nothing to do: nobody joins with your address.',
  'core.letter.alreadyMember.subject': 'You are a member of {community} already',
  'core.letter.alreadyMember.discreet': 'Your sign-in link',
  'core.letter.alreadyMember.text':
    'Somebody, probably you, signed up with this address, and it has an account already. Open this page and press the button there to sign in.',
  'core.letter.alreadyMember.action': 'Sign in',
  'core.letter.alreadyMember.after':
    'The link works once, for 30 minutes. If it was not you, there is nothing to do: nothing has changed.',
  'core.letter.stranger.subject': 'There is no account with this address at {community}',
  'core.letter.stranger.discreet': 'About your address',
  'core.letter.stranger.text':
    'Somebody, probably you, asked for a link to sign in, but no account here has this address. You may have joined with another one. If you are new, you are welcome to join.',
  'core.letter.stranger.action': 'Join',
  'core.letter.stranger.after': 'If it was not you, there is nothing to do.',
  'core.letter.ended.subject': 'Your membership of {community} has ended',
  'core.letter.ended.discreet': 'About your sign-in',
  'core.letter.ended.text':
    'Somebody, probably you, asked for a link to sign in. Your membership has ended, so there is none. Ask the team if you think that this is a mistake.',
  'core.letter.ended.after': 'If it was not you, there is nothing to do.',
  'core.letter.newAddress.title': 'Changes of your address',
  'core.letter.newAddress.subject': 'Confirm your new address for {community}',
  'core.letter.newAddress.discreet': 'Confirm your new address',
  'core.letter.newAddress.text':
    'Somebody, probably you, wants to sign in with this address from now on. Open this page where you are signed in, and confirm it.',
  'core.letter.newAddress.action': 'Change my address',
  'core.letter.newAddress.after':
    'The link works once, for a day. If it was not you, there is nothing to do: nothing changes.',
  'core.letter.addressOwned.subject': 'This address is in use already at {community}',
  'core.letter.addressOwned.discreet': 'About your address',
  'core.letter.addressOwned.text':
    'Somebody, probably you, wants to sign in with this address from now on, but it belongs to another account already. Use a different one, or sign in with this one.',
  'core.letter.addressOwned.after': 'If it was not you, there is nothing to do: nothing has changed.',
  'core.letter.addressChanged.title': 'Notice of a changed address',
  'core.letter.addressChanged.subject': 'Your address for {community} has changed',
  'core.letter.addressChanged.discreet': 'Your address has changed',
  'core.letter.addressChanged.text':
    'The address of your sign-in was changed to another one. This is the last mail to this one.',
  'core.letter.addressChanged.after':
    'If it was not you, write to the team at once: somebody may have got into your account.',
  'core.letter.passwordChanged.title': 'Notice of a changed password',
  'core.letter.passwordChanged.subject': 'Your password for {community} has changed',
  'core.letter.passwordChanged.discreet': 'Your password has changed',
  'core.letter.passwordChanged.text':
    'The password of your sign-in was changed, and your other devices were signed out.',
  'core.letter.passwordChanged.action': 'It was not me: choose a new password',
  'core.letter.passwordChanged.after': 'If it was you, there is nothing to do.',
} as const;

const words: Record<keyof typeof en, string> = {
  'core.signIn.byLink': 'Recevoir un lien',
  'core.signIn.byLinkHint': 'Un lien ne demande que votre adresse, sans mot de passe.',
  'core.signIn.passwordOrLink': 'Indiquez votre mot de passe, ou choisissez « Recevoir un lien ».',
  'core.signIn.forgotten': 'Choisir un nouveau mot de passe',

  'core.signInHelp.title': 'Choisir un nouveau mot de passe',
  'core.signInHelp.lede':
    'Indiquez l’adresse avec laquelle vous vous connectez. Nous y envoyons un lien, qui vous permet de choisir un nouveau mot de passe.',
  'core.signInHelp.submit': 'Recevoir un lien',

  'core.mailed.title': 'Regardez vos messages',
  'core.mailed.lede': 'Si un compte existe avec cette adresse, un lien est en route.',
  'core.mailed.said':
    'Si un compte existe avec cette adresse, un lien est en route. Regardez vos messages, et le dossier des indésirables.',
  'core.mailed.meanwhile': 'Si rien n’arrive',
  'core.mailed.wait': 'Attendez quelques minutes. Certains messages prennent leur temps.',
  'core.mailed.spam': 'Regardez dans le dossier des indésirables.',
  'core.mailed.address': 'Vérifiez que l’adresse est la bonne, sans faute de frappe.',
  'core.mailed.back': 'Revenir à la connexion',
  'core.mailed.demo': 'Ceci est une démonstration : rien n’a été envoyé.',
  'core.mailed.outbox': 'Lire le message dans la boîte d’envoi',

  'core.join.ask': 'Demander à rejoindre {community}',
  'core.join.askText':
    'L’équipe de cette communauté lit chaque demande et décide. Nous vous écrivons dès que c’est fait.',
  'core.join.passwordLater':
    'Au moins 10 caractères ; trois ou quatre mots ensemble conviennent bien. Laissez vide pour vous connecter par des liens reçus par courriel ; vous pourrez en choisir un plus tard.',
  'core.join.rules': 'J’accepte les règles de cette communauté',
  'core.join.rulesLink': 'Lire les règles',
  'core.join.rulesNeeded': 'Lisez les règles, et cochez la case si vous les acceptez.',
  'core.join.passwordAgain': 'Saisissez-le de nouveau : un mot de passe n’est jamais renvoyé dans une page.',

  'core.noWayIn.invitation.lede': 'Ici, on entre sur invitation.',
  'core.noWayIn.invitation.title': 'Comment entrer',
  'core.noWayIn.invitation.text':
    'Demandez à un membre, ou à l’équipe de la communauté. L’invitation arrive par courriel, avec un lien qui vous fait entrer.',
  'core.noWayIn.closed.lede': 'Cette communauté n’accueille pas de nouveaux membres en ce moment.',
  'core.noWayIn.closed.title': 'Les membres se connectent comme avant',
  'core.noWayIn.closed.text': 'Si vous devriez en être membre, demandez à l’équipe de la communauté de vous ajouter.',

  'core.waiting.more': 'Où en est votre demande',
  'core.waiting.unconfirmed.title': 'Confirmez votre adresse',
  'core.waiting.unconfirmed.lede':
    'Nous avons envoyé un message à {email}. Ouvrez le lien qu’il contient pour continuer.',
  'core.waiting.unconfirmed.banner': 'Encore un pas : ouvrez le lien dans le message envoyé à {email}.',
  'core.waiting.asked.title': 'Votre demande est en attente',
  'core.waiting.asked.lede':
    'L’équipe de cette communauté la lit et décide. Nous écrirons à {email} dès que c’est fait.',
  'core.waiting.asked.banner': 'Votre demande attend la réponse de l’équipe de cette communauté.',
  'core.waiting.refused.title': 'Votre demande n’a pas été acceptée',
  'core.waiting.refused.lede':
    'L’équipe de cette communauté l’a lue et a décidé. Vous pouvez lire ce que tout le monde peut lire.',
  'core.waiting.refused.banner': 'Votre demande n’a pas été acceptée.',
  'core.waiting.missing': 'Toujours pas de message ?',
  'core.waiting.again': 'Renvoyer le message',
  'core.waiting.sentAgain': 'Le message est de nouveau en route.',
  'core.waiting.wrong': 'L’adresse est fausse ?',
  'core.waiting.wrongText': 'Recommencez alors avec la bonne. Ce que vous avez indiqué avec {email} est supprimé.',
  'core.waiting.anew': 'Recommencer',
  'core.waiting.since': 'Vous avez fait votre demande le',
  'core.waiting.next': 'La suite',
  'core.waiting.nextText': 'Vous n’avez rien à faire. En attendant, vous voyez ce que voient les visiteurs.',
  'core.waiting.reason': 'Pourquoi',
  'core.waiting.noReason': 'L’équipe n’a pas donné de raison.',
  'core.waiting.askAgain': 'Faire une nouvelle demande',

  'core.link.notYou':
    'Si vous n’avez rien demandé, fermez cette page. Rien ne se passe tant que l’on n’appuie pas sur le bouton.',
  'core.link.newOne': 'Demander un nouveau lien',
  'core.link.signIn.title': 'Connexion',
  'core.link.signIn.lede': 'Vous vous connectez avec {email}.',
  'core.link.signIn.button': 'Se connecter',
  'core.link.confirm.title': 'Confirmez votre adresse',
  'core.link.confirm.lede': 'Vous confirmez que {email} est votre adresse.',
  'core.link.confirm.ledeNamed': 'Vous confirmez que {email} est votre adresse, et vous entrez sous le nom de {name}.',
  'core.link.confirm.button': 'Confirmer et entrer',
  'core.link.reset.title': 'Choisissez un nouveau mot de passe',
  'core.link.reset.lede': 'Il vaut pour {email}. Tous les appareils connectés seront déconnectés.',
  'core.link.reset.button': 'Enregistrer et se connecter',
  'core.link.address.title': 'Changer d’adresse',
  'core.link.address.lede': 'Désormais, vous vous connecterez avec {email}. Vos autres appareils seront déconnectés.',
  'core.link.address.button': 'Changer mon adresse',
  'core.link.address.signInFirst':
    'Connectez-vous d’abord avec votre adresse actuelle, pour que nous sachions que c’est bien vous.',
  'core.link.said.member': 'Bienvenue. Vous êtes maintenant membre.',
  'core.link.said.memberNoPassword':
    'Bienvenue. Vous êtes maintenant membre. Pour votre sécurité, le mot de passe du formulaire n’a pas été gardé, car vous avez ouvert le lien dans un autre navigateur.',
  'core.link.said.asked': 'Votre adresse est confirmée.',
  'core.link.said.passwordSet': 'Votre nouveau mot de passe est enregistré, et vous êtes connecté.',
  'core.link.said.addressChanged': 'Votre adresse est changée.',

  'core.me.nameForm': 'Votre nom',
  'core.me.saveName': 'Enregistrer le nom',
  'core.me.nameSaved': 'Votre nom est enregistré.',
  'core.me.signingIn': 'Connexion',
  'core.me.changeAddress': 'Changer d’adresse',
  'core.me.password': 'Vous en avez un.',
  'core.me.noPassword': 'Vous n’en avez pas et vous connectez par des liens reçus par courriel.',
  'core.me.changePassword': 'Changer de mot de passe',
  'core.me.setPassword': 'Choisir un mot de passe',
  'core.me.devices': 'Où vous êtes connecté',
  'core.me.showDevices': 'Voir les appareils',

  'core.password.title': 'Changer de mot de passe',
  'core.password.setTitle': 'Choisir un mot de passe',
  'core.password.lede': 'Il sert à vous connecter. Quand il change, vos autres appareils sont déconnectés.',
  'core.password.current': 'Votre mot de passe actuel',
  'core.password.new': 'Nouveau mot de passe',
  'core.password.save': 'Enregistrer le mot de passe',
  'core.password.saved': 'Votre mot de passe est enregistré. Vos autres appareils sont déconnectés.',
  'core.password.forgotten': 'Vous l’avez oublié ?',
  'core.password.forgottenText':
    'Nous envoyons un lien à {email}, qui vous permet d’en choisir un nouveau sans l’ancien.',
  'core.password.forgottenButton': 'Recevoir un lien',
  'core.password.linkSent': 'Le lien est en route vers votre adresse.',

  'core.address.title': 'Changer d’adresse',
  'core.address.lede': 'Vous vous connectez actuellement avec {email}.',
  'core.address.new': 'Nouvelle adresse',
  'core.address.newHint': 'Nous y envoyons un lien. Votre adresse change quand vous l’ouvrez, et pas avant.',
  'core.address.submit': 'Recevoir le lien',
  'core.address.linkSent': 'Un lien est en route vers la nouvelle adresse. Ouvrez-le ici, dans ce navigateur.',

  'core.sessions.title': 'Où vous êtes connecté',
  'core.sessions.lede': 'Les appareils et les programmes connectés à cette communauté sous votre nom.',
  'core.sessions.own': 'Cet appareil',
  'core.sessions.unknown': 'Un navigateur',
  'core.sessions.program': 'Un programme',
  'core.sessions.since': 'Connecté le',
  'core.sessions.seen': 'dernière utilisation',
  'core.sessions.end': 'Déconnecter',
  'core.sessions.ended': 'C’est déconnecté.',
  'core.sessions.others': 'Tout d’un coup',
  'core.sessions.othersText': 'Cet appareil reste connecté, tous les autres sont déconnectés.',
  'core.sessions.endOthers': 'Déconnecter tous les autres',
  'core.sessions.othersEnded': 'Tous les autres sont déconnectés.',

  'core.letter.signIn.title': 'Liens de connexion',
  'core.letter.signIn.subject': 'Votre lien de connexion à {community}',
  'core.letter.signIn.discreet': 'Votre lien de connexion',
  'core.letter.signIn.text': 'Ouvrez cette page et appuyez sur le bouton pour vous connecter.',
  'core.letter.signIn.action': 'Se connecter',
  'core.letter.signIn.after':
    'Le lien fonctionne une fois, pendant 30 minutes. Si vous ne l’avez pas demandé, il n’y a rien à faire.',
  'core.letter.reset.subject': 'Choisissez un nouveau mot de passe pour {community}',
  'core.letter.reset.discreet': 'Choisissez un nouveau mot de passe',
  'core.letter.reset.text': 'Ouvrez cette page pour choisir un nouveau mot de passe de connexion.',
  'core.letter.reset.action': 'Choisir un nouveau mot de passe',
  'core.letter.reset.after':
    'Le lien fonctionne une fois, pendant une heure. Si vous ne l’avez pas demandé, il n’y a rien à faire : votre mot de passe reste le même.',
  'core.letter.confirm.title': 'Confirmation d’adresses',
  'core.letter.confirm.subject': 'Confirmez votre adresse pour {community}',
  'core.letter.confirm.discreet': 'Confirmez votre adresse',
  'core.letter.confirm.text':
    'Quelqu’un, sans doute vous, s’est inscrit avec cette adresse. Ouvrez cette page pour confirmer qu’elle est à vous.',
  'core.letter.confirm.action': 'Confirmer mon adresse',
  'core.letter.confirm.after':
    'Le lien fonctionne une fois, pendant trois jours. Si ce n’était pas vous, il n’y a rien à faire : personne n’entre avec votre adresse.',
  'core.letter.alreadyMember.subject': 'Vous êtes déjà membre de {community}',
  'core.letter.alreadyMember.discreet': 'Votre lien de connexion',
  'core.letter.alreadyMember.text':
    'Quelqu’un, sans doute vous, s’est inscrit avec cette adresse, qui a déjà un compte. Ouvrez cette page et appuyez sur le bouton pour vous connecter.',
  'core.letter.alreadyMember.action': 'Se connecter',
  'core.letter.alreadyMember.after':
    'Le lien fonctionne une fois, pendant 30 minutes. Si ce n’était pas vous, il n’y a rien à faire : rien n’a changé.',
  'core.letter.stranger.subject': 'Aucun compte avec cette adresse sur {community}',
  'core.letter.stranger.discreet': 'Au sujet de votre adresse',
  'core.letter.stranger.text':
    'Quelqu’un, sans doute vous, a demandé un lien de connexion, mais aucun compte n’a cette adresse ici. Vous vous êtes peut-être inscrit avec une autre. Si vous êtes nouveau, soyez le bienvenu.',
  'core.letter.stranger.action': 'S’inscrire',
  'core.letter.stranger.after': 'Si ce n’était pas vous, il n’y a rien à faire.',
  'core.letter.ended.subject': 'Vous n’êtes plus membre de {community}',
  'core.letter.ended.discreet': 'Au sujet de votre connexion',
  'core.letter.ended.text':
    'Quelqu’un, sans doute vous, a demandé un lien de connexion. Vous n’êtes plus membre, il n’y en a donc pas. Écrivez à l’équipe si vous pensez que c’est une erreur.',
  'core.letter.ended.after': 'Si ce n’était pas vous, il n’y a rien à faire.',
  'core.letter.newAddress.title': 'Changements de votre adresse',
  'core.letter.newAddress.subject': 'Confirmez votre nouvelle adresse pour {community}',
  'core.letter.newAddress.discreet': 'Confirmez votre nouvelle adresse',
  'core.letter.newAddress.text':
    'Quelqu’un, sans doute vous, veut désormais se connecter avec cette adresse. Ouvrez cette page là où vous êtes connecté, et confirmez.',
  'core.letter.newAddress.action': 'Changer mon adresse',
  'core.letter.newAddress.after':
    'Le lien fonctionne une fois, pendant un jour. Si ce n’était pas vous, il n’y a rien à faire : rien ne change.',
  'core.letter.addressOwned.subject': 'Cette adresse sert déjà sur {community}',
  'core.letter.addressOwned.discreet': 'Au sujet de votre adresse',
  'core.letter.addressOwned.text':
    'Quelqu’un, sans doute vous, veut désormais se connecter avec cette adresse, mais elle appartient déjà à un autre compte. Choisissez-en une autre, ou connectez-vous avec celle-ci.',
  'core.letter.addressOwned.after': 'Si ce n’était pas vous, il n’y a rien à faire : rien n’a changé.',
  'core.letter.addressChanged.title': 'Avis de changement d’adresse',
  'core.letter.addressChanged.subject': 'Votre adresse pour {community} a changé',
  'core.letter.addressChanged.discreet': 'Votre adresse a changé',
  'core.letter.addressChanged.text':
    'L’adresse de votre connexion a été remplacée par une autre. Ceci est le dernier message envoyé à celle-ci.',
  'core.letter.addressChanged.after':
    'Si ce n’était pas vous, écrivez tout de suite à l’équipe : quelqu’un est peut-être entré dans votre compte.',
  'core.letter.passwordChanged.title': 'Avis de changement de mot de passe',
  'core.letter.passwordChanged.subject': 'Votre mot de passe pour {community} a changé',
  'core.letter.passwordChanged.discreet': 'Votre mot de passe a changé',
  'core.letter.passwordChanged.text':
    'Le mot de passe de votre connexion a été changé, et vos autres appareils ont été déconnectés.',
  'core.letter.passwordChanged.action': 'Ce n’était pas moi : choisir un nouveau mot de passe',
  'core.letter.passwordChanged.after': 'Si c’était vous, il n’y a rien à faire.',
};

/** Problems have their English in the catalogue of core. */
const problems = {
  'problem.core.confirm-first.title': 'Confirmez d’abord votre adresse',
  'problem.core.confirm-first':
    'Ouvrez le lien dans le message que nous avons envoyé à {email}. Ensuite, vous pourrez le faire.',
  'problem.core.waiting-for-managers.title': 'Votre demande est en attente',
  'problem.core.waiting-for-managers':
    'Vous pourrez le faire dès qu’un responsable de la communauté vous aura accueilli. Nous vous écrirons quand ce sera décidé.',
  'problem.core.joining-refused.title': 'Votre demande n’a pas été acceptée',
  'problem.core.joining-refused':
    'C’est réservé aux membres. Lisez pourquoi votre demande n’a pas été acceptée ; vous pouvez en faire une autre.',
  'problem.core.membership-ended.title': 'Vous n’êtes plus membre',
  'problem.core.membership-ended':
    'Vous n’êtes plus membre de cette communauté. Écrivez à son équipe si vous pensez que c’est une erreur.',
  'problem.core.link-spent.title': 'Ce lien ne fonctionne plus',
  'problem.core.link-spent': 'Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.',
  'problem.core.address-owned.title': 'Cette adresse a déjà un compte',
  'problem.core.address-owned':
    'Cette adresse appartient à un autre compte. Choisissez-en une autre, ou connectez-vous avec celle-ci. La vôtre n’a pas changé.',
  'problem.core.sign-in-anew.title': 'Connectez-vous d’abord à nouveau',
  'problem.core.sign-in-anew':
    'Votre compte n’a pas de mot de passe : ceci n’est possible que pendant un quart d’heure après la connexion. Déconnectez-vous, faites-vous envoyer un lien et revenez ici.',
  'problem.core.wrong-password.title': 'Ce n’est pas votre mot de passe',
  'problem.core.wrong-password':
    'Ce n’est pas votre mot de passe actuel. Vérifiez-le, ou demandez un lien pour en choisir un nouveau.',
};

export const fr = { ...words, ...problems };
