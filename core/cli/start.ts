import { existsSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { createApp, type App } from '../app.ts';
import { watchConfiguration } from '../community/watch.ts';
import { describeProblem } from '../community/yaml.ts';
import { hasDemo } from '../demo/remove.ts';
import { bootReport, isOut, mending } from '../registry/report.ts';
import { prepare, readEnvironment, type Environment } from './environment.ts';
import { guardProcess } from './guard.ts';

/** Connections that the system keeps until they are taken up: a crowd that arrives at once is answered, and not cut. */
const BACKLOG = 4096;

const print = (line = '') => process.stdout.write(`${line}\n`);

/** What stands on the console once everything is there. */
function announce(
  app: App,
  { host, configDirectory }: Environment,
  port: number,
  demo: { isNew: boolean; isLeft: boolean },
) {
  const address = `http://${host === '127.0.0.1' || host === '::1' ? 'localhost' : host}:${port}`;
  print();
  print(`  Polyphony is running at ${address}`);
  print();
  for (const view of app.communities.all()) print(`    ${view.name.padEnd(18)} ${address}/c/${view.slug}/`);
  for (const line of bootReport(app.registry).filter(isOut))
    print(`  ! ${line.extension}: ${line.state}: ${mending(line)}.`);
  for (const { extension, deprecations } of bootReport(app.registry))
    for (const line of deprecations) print(`  ! ${extension} ${line}.`);
  for (const problem of app.communities.problems()) print(`  ! ${describeProblem(problem)}`);
  if (app.demo.active) {
    print();
    print(`  Demo people${demo.isNew ? ', made just now' : ''} (password for all: ${app.demo.password}):`);
    for (const view of app.communities.all())
      for (const { email, label } of app.demo.personas(view.slug)) print(`    ${email.padEnd(34)} ${label}`);
    if (app.demo.console) print(`    ${app.demo.console.email.padEnd(34)} ${app.demo.console.label}`);
    print();
    print(`  To try it as one of them with one click, open ${address}`);
    if (app.mail === 'outbox') print(`  Mail is not sent in the demo; read it at ${address}/outbox`);
    const trial = app.demo.operator;
    const community = trial && app.communities.bySlug(trial.community);
    if (trial && community && !community.extensions.has(trial.extension)) {
      print();
      print(`  To try it as the operator: add this line under "extensions:" in ${trial.file}`);
      print(trial.line); // as it stands in the file, so that it can be copied with its indent
      print(`  save, reload ${address}/c/${trial.community}/ and watch ${trial.watch} appear.`);
    }
  }
  if (app.mail === 'none') {
    print();
    print('  ! There is no mail server, so mail is held back: sign-in links, invitations, news.');
    print(
      '    Set mail.url and mail.from in platform.yaml (README, "Mail"); what is younger than three days leaves then.',
    );
  }
  if (demo.isLeft) {
    print();
    print('  ! There is demo content in the database. Its sign-ins are off here; what it shows, stays.');
    print('    To remove it: npx polyphony demo remove');
  }
  print();
  print(
    `  Configuration: ${path.relative(process.cwd(), configDirectory) || configDirectory} (changes apply at once). Stop with Ctrl-C.`,
  );
  print();
}

/** Starts everything, and stops it in the opposite order when the process is asked to. */
export async function start({ without }: { readonly without?: readonly string[] } = {}): Promise<void> {
  const environment = readEnvironment();
  const fresh = !existsSync(path.join(environment.dataDirectory, 'postgres'));
  if (fresh && !environment.databaseUrl)
    print(
      `Making a database in ${path.relative(process.cwd(), environment.dataDirectory) || environment.dataDirectory}, this takes a few seconds ...`,
    );
  const { options, embedded } = await prepare(environment);
  const logger = pino({
    level: process.env.LOG_LEVEL ?? 'warn',
    base: null,
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'],
  });
  let app: App | undefined;
  let stopping = false;
  let watcher: { close(): void } | undefined;

  const stop = async (why: string, code = 0) => {
    if (stopping) return;
    stopping = true;
    if (process.stdout.isTTY) print(`\n${why}: stopping ...`);
    // whatever hangs, an operator's Ctrl-C works
    setTimeout(() => process.exit(1), 25_000).unref();
    watcher?.close();
    try {
      await app?.close();
      await embedded?.stop();
    } finally {
      process.exit(code);
    }
  };
  process.once('SIGINT', () => void stop('SIGINT'));
  process.once('SIGTERM', () => void stop('SIGTERM'));
  const guard = guardProcess({
    root: environment.root,
    log: logger,
    end(error) {
      logger.fatal({ err: error }, 'the platform itself threw where nobody waits for it, and stops');
      void stop('a fault of the platform', 1);
    },
  });

  try {
    app = await createApp({ ...options, logger, ...(without ? { without } : {}) });
    const { communities, registry, server, log } = app;
    guard.keepIn(registry.runs);
    if (app.demo.active) await app.createDemo();
    await server.listen({ port: environment.port, host: environment.host, backlog: BACKLOG });
    if (app.settings.config.watch)
      watcher = watchConfiguration(
        environment.configDirectory,
        (changed) => communities.reload({ wait: false, changed }),
        log,
      );
    process.on('SIGHUP', () => {
      communities.reload().catch((error: unknown) => log.error({ err: error }, 'the configuration could not be read'));
    });
    await app.work();
    const { port } = server.server.address() as { port: number };
    announce(app, environment, port, {
      isNew: fresh,
      isLeft: !app.demo.active && (await hasDemo(app.platform)),
    });
  } catch (error) {
    await app?.close();
    await embedded?.stop();
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${environment.port} is in use. Stop what uses it, or set PORT to another number.`, {
        cause: error,
      });
    throw error;
  }
}
