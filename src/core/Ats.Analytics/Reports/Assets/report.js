(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const total = steps => { let sum = 0; return steps.map(step => (step === null ? null : (sum += step))); };
  const arms = data.arms.map((arm, index) => ({
    ...arm, index, shown: true, t: total(arm.t), net: total(arm.net), gross: total(arm.gross), drawdown: total(arm.drawdown),
  }));
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const SVG = 'http://www.w3.org/2000/svg';

  const el = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };
  const svg = (name, attributes = {}, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const swatch = arm => {
    const node = svg('svg', { class: 'swatch ' + arm.style, viewBox: '0 0 28 8', 'aria-hidden': 'true' });
    node.append(svg('path', { d: 'M1 4H27' }));
    return node;
  };

  const percent = (millionths, digits = 3) => {
    if (millionths === null || millionths === undefined) return 'n/a';
    const value = millionths / 1e4;
    const text = Math.abs(value).toFixed(digits);
    return (Number(text) === 0 ? '' : value > 0 ? '+' : '-') + text + ' %';
  };
  const utc = ms => new Date(ms).toISOString().replace('T', ' ').slice(0, 19) + ' UTC';

  // Theme: system, light, dark in turn.
  const themes = ['system', 'light', 'dark'];
  const themeButton = $('#theme');
  const setTheme = theme => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    themeButton.replaceChildren(el('span', {}, 'Theme: '), theme);
    themeButton.setAttribute('aria-label', 'Colour theme: ' + theme);
  };
  let theme = themes.includes(location.hash.slice(7)) && location.hash.startsWith('#theme=') ? location.hash.slice(7) : 'system';
  setTheme(theme);
  themeButton.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    setTheme(theme);
  });

  // Leaderboard: headings sort; what has no number stays last either way.
  for (const table of $$('.board')) {
    const headings = $$('thead th', table);
    headings.forEach((heading, column) => $('button', heading)?.addEventListener('click', () => {
      const numeric = heading.classList.contains('num');
      const was = heading.getAttribute('aria-sort');
      const order = was ? (was === 'ascending' ? 'descending' : 'ascending') : (numeric && column > 0 ? 'descending' : 'ascending');
      headings.forEach(h => h.removeAttribute('aria-sort'));
      heading.setAttribute('aria-sort', order);
      const sign = order === 'ascending' ? 1 : -1;
      const key = row => row.cells[column].dataset.v ?? '';
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const x = key(a), y = key(b);
        if (x === '' || y === '') return (x === '') - (y === '');
        return sign * (numeric ? Number(x) - Number(y) : x.localeCompare(y));
      });
      table.tBodies[0].append(...rows);
    }));
    for (const row of table.tBodies[0].rows) {
      row.addEventListener('pointerenter', () => highlight(Number(row.dataset.arm)));
      row.addEventListener('pointerleave', () => highlight(null));
    }
  }

  // Charts.
  const charts = [];
  let series = 'net';
  let scale = 'near';
  const highlight = index => charts.forEach(chart => chart.highlight(index));

  const niceStep = (span, count) => {
    const raw = span / Math.max(1, count);
    const power = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= raw) ?? 10 * power;
  };
  const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000].map(s => s * 1000);
  const timeLabel = (ms, step) => {
    const iso = new Date(ms).toISOString();
    if (step >= 2592000000) return iso.slice(0, 7);
    if (step >= 86400000) return iso.slice(5, 10);
    const clock = iso.slice(11, step < 60000 ? 19 : 16);
    return clock.startsWith('00:00') && step >= 60000 ? iso.slice(5, 10) : clock;
  };
  const at = (arm, t) => { // index of the last point at or before t
    let low = 0, high = arm.t.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (arm.t[middle] <= t) low = middle; else high = middle - 1;
    }
    return low;
  };
  const spread = (labels, gap, top, bottom) => { // push end labels apart, then back inside
    labels.sort((a, b) => a.y - b.y);
    let floor = top;
    for (const label of labels) { label.at = Math.max(label.y, floor); floor = label.at + gap; }
    let ceiling = bottom;
    for (const label of [...labels].reverse()) { label.at = Math.min(label.at, ceiling); ceiling = label.at - gap; }
  };

  // Lines that would flatten all others: the furthest, at most a quarter of them, if the rest then fits in a third of the height.
  const farOut = (lines, values) => {
    const spans = lines.map(arm => {
      const known = values(arm).filter(v => v !== null);
      return { arm, low: Math.min(0, ...known), high: Math.max(0, ...known) };
    }).sort((a, b) => Math.max(-a.low, a.high) - Math.max(-b.low, b.high));
    const height = part => Math.max(...part.map(s => s.high)) - Math.min(...part.map(s => s.low));
    for (let out = 1; out <= Math.floor(lines.length / 4); out++) {
      const rest = spans.slice(0, -out);
      if (height(rest) > 0 && height(rest) < height(spans) / 3) return spans.slice(-out).map(s => s.arm);
    }
    return [];
  };

  class Chart {
    constructor(host) {
      this.host = host;
      this.race = host.dataset.kind === 'race';
      this.time = null;
      this.status = el('p', { class: 'hidden', role: 'status' });
      this.note = el('p', { class: 'muted note', hidden: '' });
      host.after(this.status, this.note);
      host.tabIndex = 0;
      host.setAttribute('role', 'group');
      host.setAttribute('aria-label', this.race ? 'Equity race chart' : 'Drawdown chart');
      host.setAttribute('aria-describedby', this.race ? 'race-text' : 'drawdown-text');
      host.addEventListener('keydown', event => this.key(event));
      host.addEventListener('blur', () => this.point(null));
      host.addEventListener('pointermove', event => {
        const box = host.getBoundingClientRect();
        this.point(this.invert?.(event.clientX - box.left) ?? null);
      });
      host.addEventListener('pointerleave', () => this.point(null));
      new ResizeObserver(() => { if (host.clientWidth !== this.width) this.draw(); }).observe(host);
    }

    values(arm) { return this.race ? arm[series] : arm.drawdown; }

    draw() {
      const width = this.width = this.host.clientWidth;
      const narrow = width < 640;
      const lines = arms.filter(arm => arm.shown && arm.t.length > 1 && this.values(arm).some(v => v !== null));
      this.lines = lines;
      this.host.replaceChildren();
      if (!lines.length) {
        this.invert = null;
        this.host.append(el('p', { class: 'empty' }, arms.some(arm => arm.t.length > 1) ? 'No line is shown: choose one in the legend.' : 'There is no curve to draw: no equity was sampled.'));
        return;
      }
      const labels = this.race && !narrow && lines.length <= 26;
      const height = this.race ? Math.max(narrow ? 300 : 430, labels ? lines.length * 16 + 60 : 0) : 230;
      const last = Math.max(...lines.map(arm => arm.t[arm.t.length - 1])) || 1;
      const first = Math.min(0, ...lines.map(arm => arm.t[0]));
      let low = 0, high = 0;
      const far = this.far = farOut(lines, arm => this.values(arm));
      $('#scale').hidden = !charts.some(chart => chart.far?.length);
      const out = new Set(scale === 'near' ? far : []);
      for (const arm of lines) if (!out.has(arm)) for (const v of this.values(arm)) if (v !== null) { if (v < low) low = v; if (v > high) high = v; }
      this.note.hidden = !out.size;
      const extreme = arm => { const v = this.values(arm).filter(x => x !== null); const lowest = Math.min(...v), highest = Math.max(...v); return -lowest > highest ? lowest : highest; };
      this.note.textContent = out.size ? `Off this scale: ${[...out].map(arm => `${arm.name} (${percent(extreme(arm), 1)})`).join(', ')}. "All arms" shows everything.` : '';
      if (low === high) { low = -1000; high = this.race ? 1000 : 0; }
      const step = niceStep(high - low, height / 62);
      low = Math.floor(low / step) * step;
      high = Math.ceil(high / step) * step;
      const digits = Math.min(4, Math.max(0, Math.ceil(-Math.log10(step / 1e4) - 1e-9) + (String(step / 10 ** Math.floor(Math.log10(step))).startsWith('2.5') ? 1 : 0)));
      const left = 16 + 7.2 * Math.max(percent(low, digits).length, percent(high, digits).length);
      const right = labels ? Math.min(270, 26 + 7 * Math.max(...lines.map(arm => Math.min(arm.name.length, 26) + 9))) : 14;
      const top = 12, bottom = height - 26;
      const x = this.x = t => left + (t - first) / (last - first) * (width - left - right);
      const y = this.y = v => bottom - (v - low) / (high - low) * (bottom - top);
      this.clip = v => Math.min(high, Math.max(low, v));
      this.invert = px => Math.min(last, Math.max(first, first + (px - left) / (width - left - right) * (last - first)));
      this.first = first; this.last = last; this.plotRight = width - right; this.plotBottom = bottom;

      const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img' });
      const clip = svg('clipPath', { id: 'clip-' + this.host.id });
      clip.append(svg('rect', { x: left, y: top - 3, width: Math.max(0, width - left - right), height: bottom - top + 6 }));
      root.append(clip);
      root.append(svg('title', {}, this.race ? 'Equity race' : 'Drawdown'), svg('desc', {}, this.describe(lines)));
      for (let v = low; v <= high + step / 2; v += step) {
        const zero = Math.abs(v) < step / 2;
        root.append(svg('path', { class: zero ? 'grid base' : 'grid', d: `M${left} ${Math.round(y(v))}H${width - right}` }));
        root.append(svg('text', { x: left - 8, y: y(v) + 4, 'text-anchor': 'end' }, percent(zero ? 0 : v, digits)));
      }
      const ticks = Math.max(2, Math.floor((width - left - right) / 92));
      const timeStep = timeSteps.find(s => (last - first) / s <= ticks) ?? timeSteps.at(-1);
      for (let t = Math.ceil((data.start + first) / timeStep) * timeStep; t <= data.start + last; t += timeStep) {
        root.append(svg('text', { x: x(t - data.start), y: height - 7, 'text-anchor': 'middle' }, timeLabel(t, timeStep)));
      }
      this.paths = new Map();
      const weight = arm => (arm.kind === 'ai' ? 2 : arm.kind === 'classical' ? 1 : 0);
      for (const arm of [...lines].sort((a, b) => weight(a) - weight(b))) {
        const values = this.values(arm);
        let d = '', pen = 'M';
        for (let i = 0; i < values.length; i++) {
          if (values[i] === null) { pen = 'M'; continue; }
          d += pen + x(arm.t[i]).toFixed(1) + ' ' + y(values[i]).toFixed(1);
          pen = 'L';
        }
        const path = svg('path', { class: `line ${arm.kind} ${arm.style}`, 'clip-path': `url(#clip-${this.host.id})`, d });
        this.paths.set(arm.index, [path]);
        root.append(path);
      }
      if (labels) this.endLabels(root, lines, digits);
      this.overlay = svg('g');
      root.append(this.overlay);
      this.host.append(root);
      this.readout = el('div', { class: 'readout', hidden: '' });
      this.host.append(this.readout);
    }

    endLabels(root, lines, digits) {
      const ends = lines.map(arm => {
        const values = this.values(arm);
        let i = values.length - 1;
        while (i > 0 && values[i] === null) i--;
        return { arm, value: values[i], y: this.y(this.clip(values[i])), x: this.x(arm.t[i]) };
      });
      spread(ends, 15, 8, this.plotBottom + 4);
      for (const end of ends) {
        const right = this.plotRight;
        const line = svg('path', { class: 'leader ' + end.arm.style, d: `M${end.x} ${end.y}L${right + 9} ${end.at}H${right + 14}` });
        const name = end.arm.name.length > 26 ? end.arm.name.slice(0, 25) + '…' : end.arm.name;
        const text = svg('text', { class: 'label', x: right + 18, y: end.at + 4 }, `${name} ${percent(end.value, Math.max(2, Math.min(3, digits)))}`);
        text.append(svg('title', {}, end.arm.name));
        root.append(line, text);
        this.paths.get(end.arm.index).push(line, text);
      }
    }

    describe(lines) {
      const ends = lines.map(arm => `${arm.name} ${percent(this.race ? this.values(arm).at(-1) : Math.min(...this.values(arm)))}`);
      return (this.race ? `Return at the end, ${series}: ` : 'Deepest drawdown: ') + ends.join('; ') + '.';
    }

    highlight(index) {
      if (!this.paths) return;
      for (const [arm, nodes] of this.paths) for (const node of nodes) {
        node.classList.toggle('dim', index !== null && arm !== index && this.paths.has(index));
        node.classList.toggle('hot', index !== null && arm === index && node.classList.contains('line'));
      }
    }

    point(t, speak = false) {
      this.time = t;
      if (!this.overlay) return;
      this.overlay.replaceChildren();
      if (t === null || !this.invert) { this.readout.hidden = true; return; }
      const px = this.x(t);
      this.overlay.append(svg('path', { class: 'cross', d: `M${px} 12V${this.plotBottom}` }));
      const values = this.lines
        .map(arm => ({ arm, value: this.values(arm)[at(arm, t)] }))
        .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
      const table = el('table', {}, el('tbody'));
      for (const { arm, value } of values) {
        if (value !== null && this.clip(value) === value) this.overlay.append(svg('circle', { class: 'dot ' + arm.style, cx: px, cy: this.y(value), r: 3.5 }));
        const name = el('td');
        name.append(swatch(arm), arm.name);
        table.tBodies[0].append(el('tr', {}, name, el('td', {}, percent(value))));
      }
      const when = utc(data.start + t);
      this.readout.replaceChildren(el('strong', {}, when), table);
      this.readout.hidden = false;
      const half = this.readout.offsetWidth;
      const place = px + 16 + half > this.width ? px - 16 - half : px + 16;
      this.readout.style.left = Math.max(0, Math.min(this.width - half, place)) + 'px';
      if (speak) this.status.textContent = `${when}: ` + values.slice(0, 5).map(v => `${v.arm.name} ${percent(v.value)}`).join(', ');
    }

    key(event) {
      if (!this.invert || !['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Escape'].includes(event.key)) return;
      event.preventDefault();
      if (event.key === 'Escape') { this.point(null); return; }
      const unit = (this.last - this.first) / 200 * (event.shiftKey ? 10 : 1);
      const now = this.time ?? this.last;
      const next = event.key === 'Home' ? this.first : event.key === 'End' ? this.last : now + (event.key === 'ArrowRight' ? unit : -unit);
      this.point(Math.min(this.last, Math.max(this.first, next)), true);
    }
  }

  for (const host of $$('.chart')) charts.push(new Chart(host));
  const redraw = () => { charts.forEach(chart => chart.draw()); fillTables(); };

  // Legend: which lines are shown.
  const legend = $('#legend');
  for (const arm of arms) {
    const button = el('button', { type: 'button', 'aria-pressed': 'true', title: arm.name }, swatch(arm), el('span', {}, arm.name));
    button.addEventListener('click', () => {
      arm.shown = !arm.shown;
      button.setAttribute('aria-pressed', String(arm.shown));
      redraw();
    });
    button.addEventListener('pointerenter', () => highlight(arm.shown ? arm.index : null));
    button.addEventListener('pointerleave', () => highlight(null));
    legend.append(button);
  }
  if (arms.length < 2) legend.hidden = true;
  for (const button of $$('.toggle button')) button.addEventListener('click', () => {
    series = button.dataset.series ?? series;
    scale = button.dataset.scale ?? scale;
    $$('button', button.parentNode).forEach(b => b.setAttribute('aria-pressed', String(b === button)));
    redraw();
  });

  // The charts' numbers as tables, 50 moments each, when asked for.
  function fillTables() {
    for (const host of $$('[data-table]')) {
      if (!host.closest('details').open) continue;
      const race = host.dataset.table === 'race';
      const lines = arms.filter(arm => arm.shown && arm.t.length > 1);
      const last = Math.max(0, ...lines.map(arm => arm.t.at(-1)));
      const head = el('tr', {}, el('th', { scope: 'col' }, 'Time'), ...lines.map(arm => el('th', { scope: 'col', class: 'num' }, arm.name)));
      const body = el('tbody');
      for (let i = 0; i <= 50 && lines.length; i++) {
        const t = last * i / 50;
        body.append(el('tr', {}, el('th', { scope: 'row' }, utc(data.start + t)), ...lines.map(arm => el('td', { class: 'num' }, percent((race ? arm[series] : arm.drawdown)[at(arm, t)])))));
      }
      host.replaceChildren(el('table', {}, el('thead', {}, head), body));
    }
  }
  $$('.as-table').forEach(details => details.addEventListener('toggle', fillTables));

  // Round trips: pages of 25 and a download.
  const columns = ['Opened', 'Closed', 'Instrument', 'Side', 'Quantity', 'Entry', 'Exit', 'Gross', 'Fees', 'Funding', 'Net', 'MAE', 'MFE'];
  const cells = row => [new Date(row[2]).toISOString(), new Date(row[3]).toISOString(), data.instruments[row[0]] ?? String(row[0]), row[1] > 0 ? 'long' : 'short', ...row.slice(4)];
  const shownNumber = (value, money) => (value === null ? 'n/a' : typeof value !== 'number' ? value
    : value.toLocaleString('en', money ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 8 }).replace(/^-(0\.00)$/, '$1'));
  const csvCell = value => {
    if (value === null) return '';
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const download = arm => {
    const text = [columns, ...arm.rows.map(cells)].map(row => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
    const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })), download: `${data.run}-${arm.name}-round-trips.csv`.replace(/[^\w.-]+/g, '_') });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const fillTrades = host => {
    const arm = arms[Number(host.dataset.arm)];
    if (!arm.rows.length || host.dataset.filled) return;
    host.dataset.filled = 'yes';
    const size = 25, pages = Math.ceil(arm.rows.length / size);
    const body = el('tbody');
    const where = el('span', { role: 'status' });
    let page = 0;
    const show = to => {
      page = Math.min(pages - 1, Math.max(0, to));
      body.replaceChildren(...arm.rows.slice(page * size, page * size + size).map(row => el('tr', {}, ...cells(row).map((value, i) => {
        const sign = i === 10 ? (value > 0 ? ' up' : value < 0 ? ' down' : '') : '';
        return el('td', { class: i > 3 ? 'num' + sign : '' }, i < 2 ? value.slice(0, 19).replace('T', ' ') : shownNumber(value, i > 6));
      }))));
      where.textContent = `Page ${page + 1} of ${pages}`;
      previous.disabled = page === 0;
      next.disabled = page === pages - 1;
    };
    const previous = el('button', { type: 'button', onclick: () => show(page - 1) }, 'Previous');
    const next = el('button', { type: 'button', onclick: () => show(page + 1) }, 'Next');
    const note = arm.rows.length < arm.trips ? `The latest ${arm.rows.length.toLocaleString('en')} of ${arm.trips.toLocaleString('en')} round trips; ${data.tripFile ? data.tripFile + ' beside this page' : 'the journal'} has them all.` : `${arm.trips.toLocaleString('en')} round trip${arm.trips === 1 ? '' : 's'}, money in ${data.quote}, times UTC.`;
    host.replaceChildren(
      el('p', { class: 'muted' }, note),
      el('div', { class: 'scroll', tabindex: '0' }, el('table', {}, el('thead', {}, el('tr', {}, ...columns.map((name, i) => el('th', { scope: 'col', class: i > 3 ? 'num' : '' }, name)))), body)),
      el('div', { class: 'pager' }, previous, where, next, el('button', { type: 'button', class: 'csv', onclick: () => download(arm) }, 'Download CSV')));
    show(0);
  };
  for (const details of $$('details.arm')) details.addEventListener('toggle', () => { if (details.open) fillTrades($('.trades', details)); });
  const openTarget = () => {
    const target = /^#arm-\d+$/.test(location.hash) ? $(location.hash) : null;
    if (target) { target.open = true; target.scrollIntoView(); }
  };
  window.addEventListener('hashchange', openTarget);
  openTarget();
  if (arms.length === 1) $$('details.arm')[0].open = true;
})();
