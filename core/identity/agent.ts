import { getParser } from 'bowser';

/**
 * The browser in words that its owner knows again, such as `Firefox, Windows`; undefined for what says nothing or is no
 * browser. No version: it would age, and nobody tells their own devices apart by it.
 */
export function agentOf(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const parser = getParser(userAgent.slice(0, 500));
  const words = [parser.getBrowserName(), parser.getOSName()].filter(Boolean).join(', ');
  return words === '' ? undefined : words.slice(0, 80);
}
