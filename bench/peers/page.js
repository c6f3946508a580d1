// What the peers share: the counties, the rows, what counts on a day, the words around a picture, and how a pointer's
// tip lies. Each of them draws in its own way. It times nothing.

/* global d3, topojson -- classic scripts before this one */

export const MODELS = ['JEM', 'TFM', 'WSO'];
export const TINTS = ['#b35806', '#2166ac', '#542788'];
const SHADES = ['#eef0f2', '#c6dbef', '#9ecae1', '#6baed6', '#3182bd', '#08519c'];
/** The colour of a count. */
export const shade = d3.scaleThreshold([1, 2, 3, 6, 11], SHADES);
export const WIDTH = 1200;
export const SIZE = { map: [WIDTH, 750], growth: [WIDTH, 420] };

/** Whether ICE listed an agreement on a day. */
export const active = (row, day) =>
  row.first_listed && row.first_listed <= day && !(row.ended && row.ended <= day) && !(row.absent_since && row.absent_since <= day);

/** The counties' shapes with their lines, the rows, the days on which the count changes, and the counts on each. */
export async function load() {
  const [us, rows] = await Promise.all([d3.json('/counties.json'), d3.csv('/agreements.csv')]);
  const { features } = topojson.feature(us, us.objects.counties);
  const borders = topojson.mesh(us, us.objects.counties);
  for (const row of rows) row.counties = row.fips ? row.fips.split(';') : [];
  const listed = rows.filter((row) => row.first_listed);
  const days = [...new Set(listed.flatMap((row) => [row.first_listed, row.ended || row.absent_since]).filter(Boolean))].sort();
  const series = days.map((day) => ({ day: new Date(day), ...counted(listed, day).models }));
  return { features, borders, rows: listed, days, series };
}

/** What a day's count is: of each county, of each model, of all. */
export function counted(rows, day) {
  const [counties, models] = [new Map(), { JEM: 0, TFM: 0, WSO: 0 }];
  for (const row of rows) {
    if (!active(row, day)) continue;
    models[row.model] += 1;
    for (const fips of row.counties) counties.set(fips, (counties.get(fips) ?? 0) + 1);
  }
  return { counties, models, total: models.JEM + models.TFM + models.WSO };
}

const number = new Intl.NumberFormat('en-US');
const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** The words of a day, as they stand over a picture. */
export const told = (day, total) => `As of ${date.format(new Date(day))}: ${number.format(total)} agreements`;

/** Scales and areas of the chart over time. */
export function laid(series) {
  const [wide, high] = SIZE.growth;
  const x = d3.scaleUtc(d3.extent(series, ({ day }) => day), [50, wide - 130]);
  const y = d3.scaleLinear([0, d3.max(series, (it) => d3.sum(MODELS, (model) => it[model]))], [high - 30, 10]).nice();
  const area = d3.area((it) => x(it.data.day), ([low]) => y(low), ([, top]) => y(top)).curve(d3.curveStepAfter);
  return { x, y, area, stacked: d3.stack(MODELS)(series) };
}

/** Lays a tip beside a point, within its picture. */
export function tip(picture) {
  const made = picture.appendChild(document.createElement('div'));
  made.className = 'tip';
  const [name, count] = [made.appendChild(document.createElement('b')), made.appendChild(document.createElement('span'))];
  return (words, n, x, y) => {
    made.hidden = !words;
    if (!words) return;
    if (name.textContent !== words) {
      name.textContent = words;
      count.textContent = `${n} agreements`;
    }
    made.style.transform = `translate(${Math.min(x + 14, WIDTH - 220)}px, ${Math.max(0, y - 60)}px)`;
  };
}
