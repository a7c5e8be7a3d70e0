/** The made-up fund of last year and of this year: who asked for what. Costs in dollars. */

export interface DemoIdea {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly by: string;
  readonly cost: number;
  /** Set where it did not get into the vote. */
  readonly declined?: string;
}

export const brief = [
  'The Circular Food Fund pays for things that keep good food out of the bin: a machine, a van, a year of somebody’s time. The money comes from the city, the credit union and the waste levy.',
  'An idea can come from any business or group of the region. It has to be something that can begin within six months, and its owners tell here how it goes.',
].join('\n\n');

/** In the order of the worked election, whose projects they are. */
export const lastYear: readonly DemoIdea[] = [
  {
    title: 'Neighbourhood fridge network',
    summary: 'Six outdoor fridges, a cleaning rota and a food-safety course for 40 volunteers.',
    body: 'Each fridge stands where people already pass: a library, two churches, a laundromat, a school and the bus station. Neighbours’ Pantry cleans and checks them twice a day. The money buys the fridges, their little roofs and the course.',
    by: 'Neighbours’ Pantry',
    cost: 36_000,
  },
  {
    title: 'School compost-to-garden loop',
    summary: 'Compost bays and raised beds at four schools, with a shared caretaker.',
    body: 'What is left of lunch becomes soil, and the soil grows part of the next lunch. The caretaker works one day a week at each school, so that a bay is never left to one keen teacher.',
    by: 'Westside School Meals',
    cost: 18_000,
  },
  {
    title: 'Mobile farm stand',
    summary: 'A van with fair prices, stopping in five neighbourhoods without a grocery shop.',
    body: 'Twelve farms fill it on Wednesdays and Saturdays. What is not sold by six o’clock goes to the fridges. The money fits out the van and pays the driver for the first season.',
    by: 'Fife Farm Co-op',
    cost: 24_000,
  },
  {
    title: 'Spent-grain flour mill',
    summary: 'A dryer and a small mill, shared by three breweries and five bakeries.',
    body: 'Three breweries throw away four tonnes of grain a week. Dried and milled it is a flour with twice the fibre. We bake with it already, at the scale of a home oven; the dryer is what is missing.',
    by: 'Second Rise Bakery',
    cost: 30_000,
  },
  {
    title: 'Rooftop teaching greenhouse',
    summary: 'Year-round greens on a college roof, run as a class and a kitchen garden.',
    body: 'Students of three programs build and run it, heated by the kitchens below. It feeds the canteen and opens to schools on Fridays.',
    by: 'Polytechnic of the Grand',
    cost: 62_000,
  },
  {
    title: 'Shared cold store',
    summary: 'A walk-in cooler that small growers rent by the shelf and by the day.',
    body: 'A grower without a cooler sells on the day of the harvest or not at all. One cooler at the market hall would serve about thirty of them.',
    by: 'Market Hall Growers',
    cost: 48_000,
  },
  {
    title: 'Reusable takeaway tubs',
    summary: '2,000 tubs, a wash line and a deposit scheme for eleven kitchens.',
    body: 'Take your lunch in a tub, bring it back to any of the eleven kitchens, get your deposit. We wash them overnight.',
    by: 'Loop Lunch',
    cost: 22_000,
  },
  {
    title: 'Surplus tracking app',
    summary: 'Shops list what is left at closing time; neighbours see it on a map.',
    body: 'A small app for shops and a page for everybody. We have built one for a bakery street; this would open it to the whole city.',
    by: 'Last Call Labs',
    cost: 28_000,
  },
];

export const thisYear: readonly DemoIdea[] = [
  {
    title: 'Tubs that come back',
    summary: 'Reusable takeaway tubs with a deposit, shared by eleven downtown kitchens.',
    body: 'Last year you asked how tubs find their way home. Now there are return boxes at the library, the market hall and the bus station, and the wash line belongs to the school kitchen, which has it idle from two o’clock on. We ask for the tubs, the boxes and half a year of washing.',
    by: 'Loop Lunch',
    cost: 22_000,
  },
  {
    title: 'Ugly veg, hot lunch',
    summary: 'Second-grade carrots become first-rate soup for 400 pupils twice a week.',
    body: 'Fife Farm Co-op ploughs in about a fifth of its roots because of their shape. We would buy them for the price of the harvest, cook them in the kitchen of Westside school, and serve them to four schools. The money is a kettle of 200 litres, a peeler and the first winter of carrots.',
    by: 'Westside School Meals',
    cost: 26_000,
  },
  {
    title: 'Coffee grounds to oyster mushrooms',
    summary: 'Collect grounds from cafés by cargo bike; sell mushrooms back to the same cafés.',
    body: 'Nineteen cafés have said that we may have their grounds. A dry cellar of the old brewery becomes a wet one. What the mushrooms leave is compost for the school gardens. We ask for shelves, a steamer and the bike.',
    by: 'Damp Cellar Growers',
    cost: 18_500,
  },
  {
    title: 'A fridge on every second corner',
    summary: 'Six more community fridges, in the streets that have none, with volunteers who keep them clean and safe.',
    body: 'The first six are emptied within the hour. People asked for the north side and for two streets behind the station. We have hosts for all six, and eleven volunteers who have done the course.',
    by: 'Neighbours’ Pantry',
    cost: 32_000,
  },
  {
    title: 'Whey into something better',
    summary: 'Turn 900 litres of whey a week into drinks and feed rather than sewer load.',
    body: 'For each kilogram of cheese we pour away nine litres of whey, and pay for it. A small filter makes a sour drink of one half and feed for two pig farms of the other. The city saves at its sewage works, we save the fee.',
    by: 'Speed River Dairy',
    cost: 41_000,
  },
  {
    title: 'Yesterday’s bread, tomorrow’s crackers',
    summary: 'Six bakeries bring what they did not sell; one oven turns it into crackers with a year of shelf life.',
    body: 'On Mondays we have 60 kg of day-old bread, and so has everybody else. Sliced, oiled and baked again it keeps for a year. The money buys a slicer and a packing table; the oven stands in our back room and is cold at noon. Two jobs, half time, for people from the Welcome Kitchen.',
    by: 'Second Rise Bakery',
    cost: 28_000,
  },
  {
    title: 'Cargo-bike rescue round',
    summary: 'Two riders fetch what shops cannot sell after eight in the evening, and have it in the fridges by nine.',
    body: 'Shops want to give and cannot store; fridges are empty at night. Two cargo bikes, cool boxes and a rota for one year. We rode it for five weeks in spring and moved 1.4 tonnes.',
    by: 'Pedal Larder',
    cost: 15_000,
  },
  {
    title: 'Repair bench for kitchen machines',
    summary: 'A monthly bench where mixers, fryers and slicers of small kitchens are mended instead of replaced.',
    body: 'A mixer of a bakery costs as much as a car and is thrown away for a bearing. Two retired fitters teach; small kitchens bring what is broken. We ask for tools, a lift table and the room for a year.',
    by: 'Grand River Tool Library',
    cost: 12_500,
  },
  {
    title: 'A film about food waste',
    summary: 'A film of half an hour about what the city throws away.',
    body: 'We would follow one lettuce from the field to the bin, with cinemas and schools as the audience.',
    by: 'Long Shadow Pictures',
    cost: 35_000,
    declined:
      'The fund pays for things that keep food out of the bin, and a film does so only by way of others. The arts council takes applications until March; we are glad to write a letter for it.',
  },
];
