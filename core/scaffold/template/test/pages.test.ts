import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  of: import.meta.url,
  communities: { home: { languages: ['en', 'fr'], extensions: { 'sample-items': {} } } },
});

t.test('a form alone adds an item, which shows in the list and on the home page', async (t) => {
  const member = await platform.member('home');
  t.match((await member.get('/sample-items')).text, 'Nothing here yet');
  const empty = await member.form('/sample-items/new', { title: ' ' });
  t.equal(empty.status, 422, 'what is wrong stands beside the field');
  const sent = await member.form('/sample-items/new', { title: 'Bread' });
  t.equal(sent.status, 303, sent.text);
  t.match((await member.get('/sample-items')).text, 'Bread');
  t.match((await member.get('/')).text, 'Bread', 'the block of the home page');
  t.notMatch((await platform.visitor('home').get('/')).text, 'Bread');
});
