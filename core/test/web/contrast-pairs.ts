/** Every text colour on every ground that the components paint, by token; literal colours stand as hex. */
export const textPairs: readonly (readonly [text: string, ground: string])[] = [
  ['on-fill', 'fill'],
  ['on-fill', 'fill-strong'],
  ['on-fill-soft', 'fill-strong'],
  ['fill-strong', '#ffffff'],
  ['fill-strong', 'on-fill-soft'],
  ...['surface', 'bg', 'tint', 'surface-2'].map((ground) => ['link', ground] as const),
  ...['surface', 'bg', 'tint', 'surface-2', 'ok-bg', 'warn-bg', 'bad-bg'].map((ground) => ['ink', ground] as const),
  ...['surface', 'bg', 'tint', 'surface-2'].map((ground) => ['muted', ground] as const),
  ...['tint-2', 'accent-soft', 'line'].map((ground) => ['ink', ground] as const),
  ['on-accent', 'accent-fill'],
  ['ok', 'ok-bg'],
  ['warn', 'warn-bg'],
  ['bad', 'bad-bg'],
  ['bad', 'surface'],
  ['bad', 'bg'],
];

/** Six steps of each channel: 216 colours from black to white. */
export const brandColours: readonly `#${string}`[] = ['00', '33', '66', '99', 'cc', 'ff'].flatMap((r, _, steps) =>
  steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}` as const)),
);

/** Contrast by WCAG 2.2 of two sRGB colours, each three channels from 0 to 255; written out, so that it does not rest on the library it checks. */
export function contrastOfChannels(a: readonly number[], b: readonly number[]): number {
  const luminance = (channels: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = channels.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
