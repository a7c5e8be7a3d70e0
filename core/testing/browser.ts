import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Client } from './platform.ts';

const require = createRequire(import.meta.url);

interface Executable {
  readonly executablePath: string;
  /** What it needs besides the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that comes as an npm package, with the libraries and fonts that a bare machine does not have. The package
 * unpacks its libraries only where it believes to be in a cloud function, so for this moment it is told so.
 */
export async function packedChromium(): Promise<Executable> {
  const before = { ...process.env };
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const executablePath = await packed.executablePath();
    const env = {
      LD_LIBRARY_PATH: path.join(tmpdir(), 'al2023', 'lib'),
      FONTCONFIG_PATH: path.join(tmpdir(), 'fonts'),
    };
    return { executablePath, env };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/**
 * `CHROMIUM_PATH`, else the packed one, which has no window to draw and so does the same work in two thirds of the time, else the
 * system's Chromium where that package is not for this machine.
 */
export async function findChromium(): Promise<Executable> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return { executablePath: named, env: {} };
  const system = '/usr/bin/chromium';
  return packedChromium().catch((error: unknown) => {
    if (existsSync(system)) return { executablePath: system, env: {} };
    throw error;
  });
}

const flags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a test needs of a browser: pages of their own, and an end. */
export interface TestBrowser {
  /** A fresh, empty profile with reduced motion. Close it when done. */
  readonly open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
}

/** Starts Chromium with an empty user directory, which is removed when it closes. */
export async function launchBrowser(): Promise<TestBrowser> {
  const home = mkdtempSync(path.join(tmpdir(), 'polyphony-browser-'));
  const { executablePath, env } = await findChromium();
  // only whoever opens a browser needs it installed
  const { chromium } = await import('playwright-core');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: flags,
    env: { ...process.env, ...env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home } as Record<string, string>,
  });
  return {
    open: (options) => browser.newContext({ reducedMotion: 'reduce', ...options }),
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A browser of its own in which somebody is signed in. Addresses without a slash in front begin in their community. */
export async function browserOf(
  browser: TestBrowser,
  who: Client,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.open({ baseURL: `${who.base}/`, ...options });
  for (const cookie of ((await who.cookie()) ?? '').split('; ').filter(Boolean)) {
    const at = cookie.indexOf('=');
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: `${who.base}/` }]);
  }
  return context;
}

/** One rule broken: which, how bad, and where. */
export interface AxeViolation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly string[];
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Runs axe-core on the page at the height of its document: in a short window a sticky bar at rest half-covers controls that one
 * scroll reveals. The script is evaluated through the debugger and so needs no hole in the page's content security policy.
 */
export async function axe(page: Page): Promise<readonly AxeViolation[]> {
  const { width } = page.viewportSize() ?? { width: 1280 };
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, 400) });
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate<AxeViolation[]>(`
    axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
      violations.map(({ id, impact, help, nodes }) => ({
        rule: id, impact, help,
        nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary),
      })))`);
}
