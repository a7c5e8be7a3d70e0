import { useId } from 'preact/hooks';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { useAddress, useTarget } from './link.tsx';

export type ButtonKind = 'main' | 'plain' | 'on' | 'quiet' | 'inverse' | 'ghost' | 'danger';

interface ButtonLook {
  readonly label: string;
  /** `on` is the pressed look without `aria-pressed`, for labels that state the fact ("Your vote. Take it back"). */
  readonly kind?: ButtonKind | undefined;
  readonly size?: 'md' | 'lg' | undefined;
  readonly block?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** What the button is about, read after the label by assistive technology, such as the title of the card it stands in. */
  readonly about?: string | undefined;
  /** Why it cannot be used now. Shown under the button; the button stays visible, does nothing and says that it is disabled. */
  readonly unavailable?: string | undefined;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
}

/** A link that looks like a button, or with no `href` the submit button of its form. */
export type ButtonProps = ButtonLook &
  (
    | {
        readonly href: string;
        readonly name?: never;
        readonly value?: never;
        readonly form?: never;
        readonly action?: never;
        readonly pressed?: never;
      }
    | {
        readonly href?: never;
        readonly name?: string | undefined;
        readonly value?: string | undefined;
        /** The id of a form elsewhere on the page. */
        readonly form?: string | undefined;
        /** Sends the form to another path than the form's own. */
        readonly action?: string | undefined;
        /** A toggle whose label stays the same. */
        readonly pressed?: boolean | undefined;
      }
  );

export function Button(props: ButtonProps) {
  const { label, kind = 'plain', size = 'md', block, icon, about, unavailable, id } = props;
  const address = useAddress();
  const target = useTarget();
  const reason = useId();
  const on = kind === 'on' || props.pressed === true;
  const classes = classNames(
    'btn',
    on ? 'btn--on' : kind !== 'plain' && `btn--${kind}`,
    size === 'lg' && 'btn--lg',
    block && 'btn--block',
    props.class,
  );
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>
        {label}
        {about && <span class="vh"> {about}</span>}
      </span>
    </>
  );
  if (unavailable !== undefined) {
    return (
      <span class={classNames('btn-with-reason', block && 'btn-with-reason--block')}>
        <button type="button" id={id} class={classes} aria-disabled="true" aria-describedby={reason}>
          {inside}
        </button>
        <span class="xs muted" id={reason}>
          {unavailable}
        </span>
      </span>
    );
  }
  if (props.href !== undefined) {
    return (
      <a id={id} class={classes} {...target(props.href)}>
        {inside}
      </a>
    );
  }
  return (
    <button
      type="submit"
      id={id}
      class={classes}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.action === undefined ? undefined : address(props.action)}
      aria-pressed={props.pressed}
    >
      {inside}
    </button>
  );
}

export interface IconButtonProps {
  readonly icon: IconName;
  /** Hidden from sight, so it has to say everything, the count included. */
  readonly label: string;
  readonly href: string;
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
}

/** A link shown as an icon alone: search, notifications and account in the top bar, and nowhere else. */
export function IconButton({ icon, label, href, count, current }: IconButtonProps) {
  const target = useTarget();
  return (
    <a class="iconbtn" {...target(href)} aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      {!!count && (
        <span class="dot" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
      <span class="vh">{label}</span>
    </a>
  );
}
