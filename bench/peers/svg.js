// d3 on SVG: a path a county, whose fill is set at each step; the chart's mark is a line and a circle that are moved. It
// times nothing.

/* global d3 -- a classic script before this one */

import { MODELS, SIZE, TINTS, counted, laid, load, shade, tip, told } from './page.js';

const { features, borders, rows, days, series } = await load();
const [map, chart] = [document.querySelector('#map'), document.querySelector('#growth')];
const projected = d3.geoPath(d3.geoIdentity().fitSize(SIZE.map, borders));
const svg = (parent, [width, height]) => d3.select(parent).append('svg').attr('width', width).attr('height', height);
const [picture, plot] = [svg(map, SIZE.map), svg(chart, SIZE.growth)];
const counties = picture.append('g').selectAll('path').data(features).join('path').attr('d', projected);
picture.append('path').attr('d', projected(borders)).attr('fill', 'none').attr('stroke', '#fff').attr('stroke-width', 0.5)
  .attr('pointer-events', 'none');
const outline = picture.append('path').attr('fill', 'none').attr('stroke', '#000').attr('stroke-width', 2).attr('pointer-events', 'none');
const [heading, sum] = [map, chart].map((picture) => picture.previousElementSibling);
const show = tip(map);

const { x, y, area, stacked } = laid(series);
plot.selectAll('.layer').data(stacked).join('path').attr('fill', (_, at) => TINTS[at]).attr('d', area);
plot.append('g').attr('transform', 'translate(50, 0)').call(d3.axisLeft(y).ticks(5));
plot.append('g').attr('transform', `translate(0, ${SIZE.growth[1] - 30})`).call(d3.axisBottom(x));
const mark = plot.append('line').attr('y1', 10).attr('y2', SIZE.growth[1] - 30).attr('stroke', '#000');
const dot = plot.append('circle').attr('r', 4);
const ends = plot.selectAll('.end').data(MODELS).join('text').attr('x', SIZE.growth[0] - 120).attr('y', (_, at) => 60 + 60 * at);

let now;
function draw(day) {
  now = counted(rows, day);
  counties.attr('fill', ({ id }) => shade(now.counties.get(id) ?? 0));
  const at = x(new Date(day));
  mark.attr('x1', at).attr('x2', at);
  dot.attr('cx', at).attr('cy', y(now.total));
  ends.text((model) => `${model} ${now.models[model]}`);
  heading.textContent = sum.textContent = told(day, now.total);
}

let [pointed, asked] = [null, ''];
map.addEventListener('pointermove', ({ target, clientX, clientY }) => {
  const under = target.tagName === 'path' ? d3.select(target).datum() : null;
  const { left, top } = map.getBoundingClientRect();
  if (under !== pointed) outline.attr('d', under && projected(under));
  pointed = under;
  show(under?.properties?.name ?? '', now.counties.get(under?.id) ?? 0, clientX - left, clientY - top);
});

draw(days.at(-1));
window.peer = {
  picture: map,
  step: (day) => {
    if (!asked) requestAnimationFrame(() => (draw(asked), (asked = '')));
    asked = day;
  },
};
