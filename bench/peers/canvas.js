// d3 on canvases: all counties are filled anew at each step, by outlines that are kept as paths; the chart is drawn once
// and its mark on a canvas above it. It times nothing.

/* global d3 -- a classic script before this one */

import { MODELS, SIZE, TINTS, counted, laid, load, shade, tip, told } from './page.js';

function canvas(parent, [width, height]) {
  const made = d3.select(parent).append('canvas').attr('width', width * devicePixelRatio).attr('height', height * devicePixelRatio)
    .style('width', `${width}px`).style('height', `${height}px`).node();
  const context = made.getContext('2d');
  context.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

const { features, borders, rows, days, series } = await load();
const [map, chart] = [document.querySelector('#map'), document.querySelector('#growth')];
const projected = d3.geoPath(d3.geoIdentity().fitSize(SIZE.map, borders));
const shapes = features.map((feature) => ({
  id: feature.id, name: feature.properties.name, path: new Path2D(projected(feature)), box: projected.bounds(feature),
}));
const lines = new Path2D(projected(borders));
const [ground, over, still, moving] = [canvas(map, SIZE.map), canvas(map, SIZE.map), canvas(chart, SIZE.growth), canvas(chart, SIZE.growth)];
const [heading, sum] = [map, chart].map((picture) => picture.previousElementSibling);
const show = tip(map);

const { x, y, area, stacked } = laid(series);
stacked.forEach((layer, at) => {
  still.fillStyle = TINTS[at];
  still.fill(new Path2D(area(layer)));
});
still.fillStyle = '#555';
for (const at of y.ticks(5)) still.fillText(y.tickFormat()(at), 10, y(at));
for (const at of x.ticks(8)) still.fillText(x.tickFormat()(at), x(at), SIZE.growth[1] - 12);

let now;
function draw(day) {
  now = counted(rows, day);
  ground.clearRect(0, 0, ...SIZE.map);
  for (const { id, path } of shapes) {
    ground.fillStyle = shade(now.counties.get(id) ?? 0);
    ground.fill(path);
  }
  ground.strokeStyle = '#fff';
  ground.lineWidth = 0.5;
  ground.stroke(lines);
  moving.clearRect(0, 0, ...SIZE.growth);
  const at = x(new Date(day));
  moving.fillStyle = '#000';
  moving.fillRect(at, 10, 1, SIZE.growth[1] - 40);
  moving.beginPath();
  moving.arc(at, y(now.total), 4, 0, 2 * Math.PI);
  moving.fill();
  MODELS.forEach((model, n) => moving.fillText(`${model} ${now.models[model]}`, SIZE.growth[0] - 120, 60 + 60 * n));
  heading.textContent = sum.textContent = told(day, now.total);
}

let [pointed, asked] = [null, ''];
map.addEventListener('pointermove', ({ clientX, clientY }) => {
  const { left, top } = map.getBoundingClientRect();
  const [px, py] = [clientX - left, clientY - top];
  const under = shapes.find(({ path, box: [[x0, y0], [x1, y1]] }) =>
    px >= x0 && px <= x1 && py >= y0 && py <= y1 && ground.isPointInPath(path, px * devicePixelRatio, py * devicePixelRatio));
  if (under !== pointed) {
    over.clearRect(0, 0, ...SIZE.map);
    if (under) over.stroke(under.path);
    pointed = under;
  }
  show(under?.name ?? '', now.counties.get(under?.id) ?? 0, px, py);
});

draw(days.at(-1));
window.peer = {
  picture: map,
  step: (day) => {
    if (!asked) requestAnimationFrame(() => (draw(asked), (asked = '')));
    asked = day;
  },
};
