// Written by hand for this one page: counts in a typed array that move by the rows which come and go, and only counties
// whose colour is another are painted, over what stands there. What a page could do at the best. It times nothing.

/* global d3 -- a classic script before this one */

import { SIZE, TINTS, active, laid, load, shade, tip, told } from './page.js';

const { features, borders, rows, days, series } = await load();
const [map, chart] = [document.querySelector('#map'), document.querySelector('#growth')];
const projected = d3.geoPath(d3.geoIdentity().fitSize(SIZE.map, borders));
const canvas = (parent, [width, height]) => {
  const made = Object.assign(document.createElement('canvas'), { width: width * devicePixelRatio, height: height * devicePixelRatio });
  Object.assign(made.style, { width: `${width}px`, height: `${height}px` });
  parent.append(made);
  const context = made.getContext('2d');
  context.scale(devicePixelRatio, devicePixelRatio);
  return context;
};
const [ground, still] = [canvas(map, SIZE.map), canvas(chart, SIZE.growth)];
const [mark, heading, sum] = [document.createElement('div'), ...[map, chart].map((picture) => picture.previousElementSibling)];
mark.className = 'mark';
chart.append(mark);
const show = tip(map);

const paths = features.map((feature) => new Path2D(projected(feature)));
const index = new Map(features.map(({ id }, at) => [id, at]));
const boxes = Float32Array.from(features.flatMap((feature) => projected.bounds(feature).flat()));
const { x, area, stacked } = laid(series);
stacked.forEach((layer, at) => {
  still.fillStyle = TINTS[at];
  still.fill(new Path2D(area(layer)));
});
// For each day the counties of the rows that come and of those that go.
const deltas = days.map((day, at) => rows.flatMap((row) => {
  const [before, after] = [at > 0 && active(row, days[at - 1]), active(row, day)];
  return before === after ? [] : [[after ? 1 : -1, row.counties.map((fips) => index.get(fips)).filter((it) => it !== undefined)]];
}));
const counts = new Int16Array(features.length);
const colors = features.map(() => '');
let [now, total] = [-1, 0];

function draw(day) {
  const to = days.findLastIndex((other) => other <= day);
  const touched = new Set(now < 0 ? features.keys() : []);
  for (; now !== to; now += now < to ? 1 : -1) {
    for (const [by, counties] of deltas[now < to ? now + 1 : now]) {
      const change = now < to ? by : -by;
      total += change;
      for (const county of counties) {
        counts[county] += change;
        touched.add(county);
      }
    }
  }
  ground.strokeStyle = '#fff';
  ground.lineWidth = 0.5;
  for (const county of touched) {
    const color = shade(counts[county]);
    if (color === colors[county]) continue;
    ground.fillStyle = colors[county] = color;
    ground.fill(paths[county]);
    ground.stroke(paths[county]);
  }
  mark.style.transform = `translate(${x(new Date(day))}px, 0)`;
  heading.textContent = sum.textContent = told(day, total);
}

let asked = '';
map.addEventListener('pointermove', ({ clientX, clientY }) => {
  const { left, top } = map.getBoundingClientRect();
  const [px, py] = [clientX - left, clientY - top];
  const under = paths.findIndex((path, at) => px >= boxes[4 * at] && py >= boxes[4 * at + 1] && px <= boxes[4 * at + 2]
    && py <= boxes[4 * at + 3] && ground.isPointInPath(path, px * devicePixelRatio, py * devicePixelRatio));
  show(features[under]?.properties.name ?? '', counts[under], px, py);
});

draw(days.at(-1));
window.peer = {
  picture: map,
  step: (day) => {
    if (!asked) requestAnimationFrame(() => (draw(asked), (asked = '')));
    asked = day;
  },
};
