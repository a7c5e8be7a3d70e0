/** Text of a page as it is read, without markup. */
export const wordsOf = (html: string): string =>
  html
    .replaceAll(/<wbr\/?>/g, '')
    .replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&amp;', '&');
