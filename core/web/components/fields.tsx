import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { useFieldName } from './field-names.ts';
import { usePage } from './page-context.ts';

/** What every field has. `name` is what the form sends; the element's id is `fieldId(name)`. */
export interface FieldBase {
  readonly name: string;
  readonly label: string;
  /** Stands before the control, where it is read in time. */
  readonly hint?: string | undefined;
  /** Says how to mend it. */
  readonly error?: string | undefined;
  /** Optional fields are marked; required ones are not. */
  readonly optional?: boolean | undefined;
  /** Needed only where one page has two fields of the same name. */
  readonly id?: string | undefined;
}

/** The id of a field, which `ErrorSummary` links to. */
export const fieldId = (name: string): string => `field-${name.replaceAll(/[^\w-]/g, '-')}`;

/** Ids of the hint and the error of a control, for `aria-describedby`. */
function describedBy(id: string, { hint, error }: Pick<FieldBase, 'hint' | 'error'>): string | undefined {
  return classNames(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
}

/** The attributes a control of a field needs, for controls that this file does not have. */
export function controlProps(field: Pick<FieldBase, 'name' | 'id' | 'hint' | 'error'>) {
  const id = field.id ?? fieldId(field.name);
  return {
    id,
    name: field.name,
    'aria-describedby': describedBy(id, field),
    'aria-invalid': field.error === undefined ? undefined : true,
  } as const;
}

function Notes({ id, hint, error }: Pick<FieldBase, 'hint' | 'error'> & { readonly id: string }) {
  const { t } = usePage();
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          <span class="vh">{t('core.error')} </span>
          {error}
        </p>
      )}
    </>
  );
}

function Optional() {
  const { t } = usePage();
  return <span class="field__optional"> ({t('core.optional')})</span>;
}

/** Label, hint and error around one control; spread `controlProps` onto that control. */
export function Field(props: FieldBase & { readonly children: ComponentChildren }) {
  const { name, label, hint, error, optional, id = fieldId(name), children } = props;
  useFieldName(id, label);
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <Optional />}
      </label>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

export interface TextProps extends FieldBase {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'url' | 'tel' | undefined;
  readonly maxlength?: number | undefined;
  readonly spellcheck?: boolean | undefined;
  /** A short answer gets a short box. */
  readonly width?: 'short' | 'full' | undefined;
}

export function Text(props: TextProps) {
  const { value, type = 'text', autocomplete, inputmode, maxlength, spellcheck, width } = props;
  return (
    <Field {...props}>
      <input
        {...controlProps(props)}
        class={classNames('input', width === 'short' && 'input--short')}
        // the element types of Preact tell input types apart, and this one may be any of the text-like ones
        type={type as 'text'}
        value={value}
        autocomplete={autocomplete}
        inputmode={inputmode}
        maxlength={maxlength}
        spellcheck={spellcheck}
        dir={type === 'text' ? 'auto' : undefined}
      />
    </Field>
  );
}

export interface AreaProps extends FieldBase {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxlength?: number | undefined;
}

export function Area(props: AreaProps) {
  const { value, rows = 5, maxlength } = props;
  return (
    <Field {...props}>
      <textarea {...controlProps(props)} class="input" rows={rows} maxlength={maxlength} dir="auto" value={value} />
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends FieldBase {
  readonly options: readonly Option[];
  readonly value?: string | undefined;
}

export function Select(props: SelectProps) {
  return (
    <Field {...props}>
      <select {...controlProps(props)} class="input">
        {props.options.map(({ value, label }) => (
          <option value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export interface DateFieldProps extends FieldBase {
  /** `2026-12-04`, or `2026-12-04T20:00` with a time; always local to the community's zone, which the hint should name. */
  readonly value?: string | undefined;
  readonly withTime?: boolean | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

export function DateField(props: DateFieldProps) {
  const { value, withTime, min, max } = props;
  return (
    <Field {...props}>
      <input
        {...controlProps(props)}
        class="input input--short"
        type={withTime ? 'datetime-local' : 'date'}
        value={value}
        min={min}
        max={max}
      />
    </Field>
  );
}

export interface ChoiceOption extends Option {
  readonly explain?: string | undefined;
  /** Why it cannot be chosen now. */
  readonly unavailable?: string | undefined;
}

export type ChoiceProps = FieldBase & {
  readonly options: readonly ChoiceOption[];
} & (
    | { readonly many?: false | undefined; readonly value?: string | undefined }
    | { readonly many: true; readonly value?: readonly string[] | undefined }
  );

/** One of several, or with `many` any of several, each with its explanation. */
export function Choice(props: ChoiceProps) {
  const { name, label, hint, error, optional, id = fieldId(name), options } = props;
  useFieldName(id, label);
  const chosen: readonly string[] = props.many ? (props.value ?? []) : props.value === undefined ? [] : [props.value];
  return (
    <fieldset class="field" aria-describedby={describedBy(id, props)}>
      <legend>
        {label}
        {optional && <Optional />}
      </legend>
      <Notes id={id} hint={hint} error={error} />
      <div class="stack g2">
        {options.map(({ value, label: text, explain, unavailable }, at) => {
          const own = at === 0 ? id : `${id}-${at + 1}`;
          const about = unavailable ?? explain;
          return (
            <label class="choice">
              <input
                type={props.many ? 'checkbox' : 'radio'}
                id={own}
                name={name}
                value={value}
                checked={chosen.includes(value)}
                disabled={unavailable !== undefined}
                aria-describedby={about === undefined ? undefined : `${own}-about`}
              />
              <b>{text}</b>
              {about !== undefined && <small id={`${own}-about`}>{about}</small>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

export interface CheckProps extends Omit<FieldBase, 'optional'> {
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
}

/** A single yes or no. */
export function Check({ name, label, hint, error, id = fieldId(name), value = 'yes', checked }: CheckProps) {
  useFieldName(id, label);
  return (
    <div class="field">
      <Notes id={id} hint={undefined} error={error} />
      <label class="choice">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          checked={checked}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={describedBy(id, { hint, error })}
        />
        <b>{label}</b>
        {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      </label>
    </div>
  );
}
