/** Whether a word of a command can be an e-mail address; whether it is one, only a mail can tell. */
export const isAddress = (text: string | undefined): text is string => /^[^@\s]+@[^@\s]+$/.test(text ?? '');
