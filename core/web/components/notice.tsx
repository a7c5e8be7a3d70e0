import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type NoticeTone = 'info' | 'warn' | 'bad' | 'ok';

export interface NoticeProps {
  readonly tone?: NoticeTone | undefined;
  readonly icon?: IconName | undefined;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
}

const icons: Readonly<Record<NoticeTone, IconName>> = {
  info: 'info',
  warn: 'triangle-alert',
  bad: 'circle-alert',
  ok: 'circle-check',
};

/** Something to know before going on. The words say what the colour repeats. */
export function Notice({ tone = 'info', icon, title, children }: NoticeProps) {
  return (
    <div class={classNames('note', tone !== 'info' && `note--${tone}`)}>
      <Icon name={icon ?? icons[tone]} />
      <div>
        {title !== undefined && <b>{title}</b>} {children}
      </div>
    </div>
  );
}
