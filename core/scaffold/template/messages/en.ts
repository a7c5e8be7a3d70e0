export const en = {
  'sample-items.title': 'Sample items',
  'sample-items.short': 'Items',
  'sample-items.add': 'Add an item',
  'sample-items.all': 'All items',
  'sample-items.empty': 'Nothing here yet',
  'sample-items.empty.text': 'What members add shows here, newest first.',
  'sample-items.field.title': 'Title',
  'sample-items.said.added': 'Your item was added.',
  'sample-items.mail.added': 'Somebody added an item',
  'sample-items.mail.added.subject': 'A new item: {title}',
  'sample-items.mail.added.text': 'You get this since you look after items.',
} satisfies Record<string, string>;
