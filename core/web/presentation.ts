import type { Presentation } from '../http/presentation.ts';
import { mountOutbox } from '../mail/outbox.tsx';
import { mountConsole, type ConsoleOptions } from '../operators/mount.tsx';
import { operatorOfRequest } from '../operators/session.ts';
import { createAssets } from './assets.ts';
import { busyPage } from './busy.tsx';
import { mountFrontDoor, type FrontDoorOptions } from './front-door.tsx';
import { doorPage, problemPage } from './screens.tsx';
import { shell } from './shell.tsx';

/** How pages look, for the server. */
export function createPresentation(
  options: Omit<FrontDoorOptions, 'isOperator'> & ConsoleOptions & { readonly outbox: boolean },
): Presentation {
  const assets = createAssets();
  return {
    show: shell(options.registry, assets, options.demo),
    problem: problemPage,
    busy: (ctx, problem) => busyPage(assets, ctx, problemPage(ctx, problem, '')),
    door: (ctx) => doorPage(ctx),
    isAsset: (view, path) => assets.owns(view, path),
    mount(app) {
      assets.mount(app);
      mountFrontDoor(app, assets.stylesheet, {
        ...options,
        isOperator: async (request) => (await operatorOfRequest(request, options.operators)) !== null,
      });
      mountConsole(app, assets.stylesheet, options);
      if (options.outbox) mountOutbox(app, assets.stylesheet, options);
    },
  };
}
