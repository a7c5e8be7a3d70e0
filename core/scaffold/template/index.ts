import { defineExtension, provide } from '@polyphony/core';
import { demo } from './demo.ts';
import { itemAdded } from './events.ts';
import { hooks } from './hooks.ts';
import { schedules } from './jobs.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';
import { notifications } from './notifications.ts';
import { newestItems } from './pages/block.tsx';
import { itemList } from './pages/list.tsx';
import { newItem } from './pages/new.tsx';
import { permissions } from './permissions.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { itemRoutes } from './routes/items.ts';
import { items, makeItems } from './service.ts';
import { settings } from './settings.ts';

export { itemAdded } from './events.ts';
export { items, type Item, type Items } from './service.ts';

export default defineExtension({
  settings,
  permissions,
  problems,
  messages: { en, fr },
  migrations: new URL('./migrations/', import.meta.url),
  services: () => [provide(items, makeItems)],
  routes: (r) => itemRoutes(r),
  pages: (r) => [itemList(r), newItem(r)],
  navigation: [
    {
      id: 'sample-items',
      label: 'sample-items.title',
      short: 'sample-items.short',
      icon: 'file-text',
      path: '/sample-items',
      order: 50,
      access: 'member',
    },
  ],
  blocks: (r) => [newestItems(r)],
  events: [itemAdded],
  hooks,
  schedules: (r) => schedules(r),
  notifications: () => notifications,
  privacy,
  demo,
});
