import { Icon, Link } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Result } from '../services/counts.ts';
import { tiesInWords, timeInWords } from '../services/words.ts';
import { Exact, pathOf } from './parts.tsx';

/** Everything that somebody needs who trusts nobody. */
export function Proof({ ctx, result }: { readonly ctx: Ctx; readonly result: Result }) {
  const { t } = ctx;
  const { challenge, settings } = result;
  const closed = settings.vote?.closesAt;
  const prolonged = challenge.vote && closed !== undefined && challenge.vote.closesAt.toISOString() !== closed;
  return (
    <section class="stack g3" aria-labelledby="proof">
      <h2 id="proof">{t('crowd-innovation.proof')}</h2>
      <div class="prose sm">
        <p>{t('crowd-innovation.proof.text')}</p>
        <p>
          {settings.voters} {tiesInWords(ctx, settings.rule)}
        </p>
        {prolonged && challenge.vote && (
          <p>
            {t('crowd-innovation.proof.prolonged', {
              from: timeInWords(ctx, new Date(closed)),
              to: timeInWords(ctx, challenge.vote.closesAt),
            })}
          </p>
        )}
        <dl class="facts-list">
          <div>
            <dt>{t('crowd-innovation.settings-hash')}</dt>
            <dd>
              <Exact>{result.settingsHash}</Exact>
            </dd>
          </div>
          <div>
            <dt>{t('crowd-innovation.proof.ballots-hash')}</dt>
            <dd>
              <Exact>{result.ballotsHash}</Exact>
            </dd>
          </div>
          <div>
            <dt>{t('crowd-innovation.proof.seed')}</dt>
            <dd>
              <Exact>{result.seed}</Exact>
            </dd>
          </div>
          <div>
            <dt>{t('crowd-innovation.seed-hash')}</dt>
            <dd>
              <Exact>{settings.seedHash}</Exact>
            </dd>
          </div>
        </dl>
        <Recount ctx={ctx} result={result} />
      </div>
    </section>
  );
}

function Recount({ ctx, result }: { readonly ctx: Ctx; readonly result: Result }) {
  const { t } = ctx;
  const { challenge } = result;
  const mayDownload = result.ballotsPublic || ctx.can('crowd-innovation.count.publish');
  return (
    <>
      <p>{t(result.ballotsPublic ? 'crowd-innovation.proof.anonymous' : 'crowd-innovation.proof.small')}</p>
      {mayDownload && (
        <>
          <p>
            <Link class="with-icon" href={`/api${pathOf(challenge)}/ballots.pb`}>
              <Icon name="download" small /> {t('crowd-innovation.results.ballots-pb')}
            </Link>
          </p>
          <p>{t('crowd-innovation.proof.recount')}</p>
          <p>
            <code>npx polyphony ballots count {challenge.slug}.pb</code>
          </p>
        </>
      )}
    </>
  );
}
