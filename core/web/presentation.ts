import type { Presentation } from '../http/presentation.ts';
import { createAssets } from './assets.ts';
import { mountFrontDoor, type FrontDoorOptions } from './front-door.tsx';
import { doorPage, problemPage } from './screens.tsx';
import { shell } from './shell.tsx';

/** How pages look, for the server. */
export function createPresentation(options: FrontDoorOptions): Presentation {
  const assets = createAssets();
  return {
    show: shell(options.registry, assets, options.demo),
    problem: problemPage,
    door: (ctx) => doorPage(ctx),
    isAsset: (view, path) => assets.owns(view, path),
    mount(app) {
      assets.mount(app);
      mountFrontDoor(app, assets.stylesheet, options);
    },
  };
}
