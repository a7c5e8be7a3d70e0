/** The words of the page on work that was given up, for those who look after the installation. */
export const en = {
  'core.operators.jobs.page': 'Work given up',
  'core.operators.jobs.short': 'Work',
  'core.operators.jobs.lede':
    'What failed each time it was tried, for about a day. Mend the cause, then let it run again, or discard it.',
  'core.operators.jobs.none': 'Nothing was given up',
  'core.operators.jobs.noneText': 'What fails is tried again by itself. Only what fails to the end comes here.',
  'core.operators.jobs.byName': 'By kind',
  'core.operators.jobs.name': 'Kind of work',
  'core.operators.jobs.howMany': 'How many',
  'core.operators.jobs.list': 'One by one, newest first',
  'core.operators.jobs.listOf': 'Only {job}, newest first',
  'core.operators.jobs.all': 'Show all kinds',
  'core.operators.jobs.only': 'Show only these',
  'core.operators.jobs.failed':
    'Failed on {time} (UTC), {attempts, plural, one {after one attempt} other {after # attempts}}',
  'core.operators.jobs.of': 'In {community}',
  'core.operators.jobs.ofNobody': 'Of no community, or of one that has gone',
  'core.operators.jobs.about': 'About',
  'core.operators.jobs.replay': 'Run again',
  'core.operators.jobs.replayAll': 'Run all again',
  'core.operators.jobs.discard': 'Discard',
  'core.operators.jobs.discardAll': 'Discard all',
  'core.operators.jobs.discard.title': 'Discard work for good?',
  'core.operators.jobs.discard.text':
    '{count, plural, one {This is deleted and never done} other {These # are deleted and never done}}: people may miss a mail, or a count stays as it is. It cannot be undone, and the log says that it was you.',
  'core.operators.jobs.discard.keep': 'Keep',
  'core.operators.jobs.replayed':
    '{count, plural, =0 {Nothing runs again. It has gone, or no extension here does this work any more} one {It runs again now} other {# run again now}}.',
  'core.operators.jobs.discarded':
    '{count, plural, =0 {Nothing was left to discard} one {Discarded} other {# discarded}}.',
  'core.operators.jobs.older': 'Older',
  'core.operators.jobs.schedules': 'At fixed times',
  'core.operators.jobs.schedules.text': 'By the clock of each community; one line for each time zone in use.',
  'core.operators.jobs.schedules.table': 'Each with its next time',
  'core.operators.jobs.schedules.none': 'No extension that is on does anything at fixed times.',
  'core.operators.jobs.zone': 'Time zone',
  'core.operators.jobs.next': 'Next (UTC)',
  'core.operators.jobs.see': 'See it, and run it again',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'core.operators.jobs.page': 'Travail abandonné',
  'core.operators.jobs.short': 'Travail',
  'core.operators.jobs.lede':
    'Ce qui a échoué à chaque essai, pendant un jour environ. Corrigez la cause, puis relancez-le ou supprimez-le.',
  'core.operators.jobs.none': 'Rien n’a été abandonné',
  'core.operators.jobs.noneText': 'Ce qui échoue est réessayé tout seul. N’arrive ici que ce qui échoue jusqu’au bout.',
  'core.operators.jobs.byName': 'Par genre',
  'core.operators.jobs.name': 'Genre de travail',
  'core.operators.jobs.howMany': 'Combien',
  'core.operators.jobs.list': 'Un par un, du plus récent au plus ancien',
  'core.operators.jobs.listOf': '{job} seulement, du plus récent au plus ancien',
  'core.operators.jobs.all': 'Montrer tous les genres',
  'core.operators.jobs.only': 'Ne montrer que ceux-ci',
  'core.operators.jobs.failed':
    'Échec le {time} (UTC), {attempts, plural, one {après un essai} other {après # essais}}',
  'core.operators.jobs.of': 'Dans {community}',
  'core.operators.jobs.ofNobody': 'D’aucune communauté, ou d’une communauté disparue',
  'core.operators.jobs.about': 'À propos de',
  'core.operators.jobs.replay': 'Relancer',
  'core.operators.jobs.replayAll': 'Tout relancer',
  'core.operators.jobs.discard': 'Supprimer',
  'core.operators.jobs.discardAll': 'Tout supprimer',
  'core.operators.jobs.discard.title': 'Supprimer ce travail pour de bon ?',
  'core.operators.jobs.discard.text':
    '{count, plural, one {Il est supprimé et ne sera jamais fait} other {Ces # travaux sont supprimés et ne seront jamais faits}} : quelqu’un manquera peut-être un courriel, ou un décompte restera tel quel. C’est sans retour, et le journal dit que c’était vous.',
  'core.operators.jobs.discard.keep': 'Garder',
  'core.operators.jobs.replayed':
    '{count, plural, =0 {Rien n’est relancé. C’est parti, ou aucune extension d’ici ne fait plus ce travail} one {C’est relancé} other {# travaux relancés}}.',
  'core.operators.jobs.discarded':
    '{count, plural, =0 {Il ne restait rien à supprimer} one {C’est supprimé} other {# travaux supprimés}}.',
  'core.operators.jobs.older': 'Plus anciens',
  'core.operators.jobs.schedules': 'À heures fixes',
  'core.operators.jobs.schedules.text': 'À l’heure de chaque communauté ; une ligne par fuseau horaire utilisé.',
  'core.operators.jobs.schedules.table': 'Chacun avec son prochain moment',
  'core.operators.jobs.schedules.none': 'Aucune extension activée ne fait quoi que ce soit à heures fixes.',
  'core.operators.jobs.zone': 'Fuseau horaire',
  'core.operators.jobs.next': 'Prochain (UTC)',
  'core.operators.jobs.see': 'Le voir et le relancer',
};
