// What a server writes into the page: the tags with what stands in them, which a reader sees before any script is there.

import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';

export const render = () => renderToString(<StrictMode><App /></StrictMode>);
