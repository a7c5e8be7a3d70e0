const FIRST = [
  'Amina',
  'Ben',
  'Chidi',
  'Dana',
  'Elif',
  'Farah',
  'Gus',
  'Hana',
  'Ivo',
  'Jun',
  'Kofi',
  'Lena',
  'Marisol',
  'Nadia',
  'Owen',
  'Priya',
  'Quinn',
  'Rosa',
  'Sami',
  'Tess',
] as const;
const LAST = [
  'Adeyemi',
  'Bauer',
  'Chen',
  'Dubois',
  'Esposito',
  'Fraser',
  'Gill',
  'Haddad',
  'Ito',
  'Jansen',
  'Kaur',
  'Lopez',
  'Moreau',
  'Nguyen',
  'Okafor',
  'Petrov',
] as const;

/** Made-up names, the same for every start: 320 different ones, then with a number. */
export const residentNames = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => {
    const round = Math.floor(at / (FIRST.length * LAST.length));
    return `${FIRST[at % FIRST.length]} ${LAST[(at * 7 + Math.floor(at / FIRST.length)) % LAST.length]}${round > 0 ? ` ${round + 1}` : ''}`;
  });
