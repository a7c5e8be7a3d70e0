/** What the machine says of itself, in files, reasons and definitions: English in every language. */
export const Technical = ({ text }: { readonly text: string }) => (
  <span lang="en" dir="ltr">
    {text}
  </span>
);
