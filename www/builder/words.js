// The words of the builder, in the languages that the core speaks.
// contract: begin, written by cargo xtask contract
const en = {
  title: 'Build an embed',
  intro:
    'Choose what readers see, copy the code and paste it into your page. The address of this page keeps your choices: ' +
    'bookmark it, or send it to a colleague.',
  other: 'Ver en español',
  choices: 'What it shows',
  views: 'Views',
  up: 'Move up: #',
  places: 'Place',
  found: 'Now of: #',
  filters: 'Filters',
  dates: 'Dates',
  latest: 'Latest: moves on with each new list',
  pinned: 'Pinned to a day',
  from: 'From',
  to: 'To',
  look: 'Look',
  usual: '# (default)',
  page: 'As the page around it',
  files: 'Other data',
  beside: 'as shipped',
  many: 'Several: separate them with commas.',
  misread: 'Not understood, so left out: “#”.',
  unfit: 'Not a web address (http or https), so left out: “#”.',
  preview: 'Preview',
  width: 'Width',
  phone: 'Phone, # px',
  column: 'Column, # px',
  full: 'Full width',
  code: 'Code',
  base: 'Address of the package',
  based: 'The folder with agreement-atlas.js and frame.html.',
  foreign: 'Files come from #, not from this page’s host. Paste the code only if you trust that host.',
  called: 'Title',
  calls: 'What a screen reader calls the frame. Empty: what the picture is called.',
  provider: 'Publisher',
  kinds: 'Where does it go?',
  tag: 'Web page',
  iframe: 'Frame with script',
  fixed: 'Frame without script',
  responsive: 'Responsive frame',
  wordpress: 'WordPress',
  amp: 'AMP',
  react: 'React',
  picture: 'Static picture',
  oembed: 'oEmbed',
  aboutTag: 'Paste the first two lines once on a page, the rest where it should stand. The page’s own styles and events reach it.',
  aboutIframe: 'The script fits the height of every frame of the page to what it shows; once on a page is enough.',
  aboutFixed:
    'For pages that allow no script. The height is what the preview’s width needs; where a reader opens more, the frame ' +
    'scrolls.',
  aboutResponsive:
    'No script: the height follows the width of the column by measured heights. It needs a page that allows a style element.',
  aboutWordpress:
    'Add a “Custom HTML” block and paste. Only users who may post unfiltered HTML (on most sites editors and administrators) ' +
    'keep the frame; for others WordPress removes it.',
  aboutAmp:
    'The script goes into the page’s head, once. AMP wants an address with https; a frame on its own is sandboxed, so its ' +
    'host must send “Access-Control-Allow-Origin: *”.',
  aboutReact: 'For React 19 with the npm package installed; a bundler finds the files.',
  aboutPicture:
    'The program draws the picture; host it where the tag says. The words describe what is shown now: draw it again and copy ' +
    'anew when a list comes.',
  aboutOembed:
    'For systems that turn a pasted address into an embed. Serve the file as application/json from any static host, at the ' +
    'address in the line below, and put that line into the head of the page whose address is pasted. Each embed has a file ' +
    'and an address of its own.',
  insecure: 'AMP refuses this: the address begins with http, not with https.',
  framed: 'This code shows the package’s own data: “Other data” is left out of it. The code for a web page follows it.',
  pictureless: 'Choose a map, a chart, a grid, a headline, or the panel of one place: other views have no static picture.',
  markup: 'Code to paste',
  markupHead: 'Into the page’s head',
  command: 'Command that draws the picture',
  file: 'oembed.json',
  copy: 'Copy',
  copyAll: 'Copy: #',
  download: 'Download oembed.json',
  copied: 'Copied: #.',
  selected: '# is selected: copy it with Ctrl+C or ⌘C.',
  unshown: 'This graphic is not shown here.',
  alone: 'See it on a page of its own.',
  all: 'Show all',
  subject: '287(g) agreements',
  /** @type {Record<string, string>} */
  names: {
    'show': 'Views',
    'by': 'Colored places',
    'unit': 'What is counted',
    'split': 'Parts of the chart',
    'measure': 'Agreements shown',
    'every': 'Length of a period',
    'scale': 'Vertical axis',
    'state': 'States, as postal codes',
    'county': 'Counties, as five-digit FIPS codes',
    'model': 'Models',
    'level': 'Levels of government',
    'status': 'Status on the day',
    'signed': 'Signed',
    'q': 'Words in the agency’s name',
    'as-of': 'Day counted',
    'range': 'Time axis of the chart',
    'since': 'Changes since',
    'notes': 'Annotations of the chart',
    'theme': 'Colors',
    'lang': 'Language',
    'loading': 'Loaded',
    'src': 'Address of another record (CSV)',
    'geography': 'Address of other packed geometry',
  },
  /** @type {Record<string, Record<string, string>>} */
  values: {
    'show': {
      'headline': 'Headline',
      'search': 'Search',
      'map': 'Map',
      'filters': 'Date and models',
      'growth': 'Growth chart',
      'grid': 'Grid of states',
      'place': 'Panel of a place',
      'table': 'Table of agreements',
      'changes': 'Changes',
      'background': 'Background',
    },
    'by': { 'county': 'Counties', 'state': 'States', 'agency': 'Agencies, as dots' },
    'unit': { 'agreements': 'Agreements', 'agencies': 'Agencies', 'share': 'Share of a state’s counties' },
    'split': { 'model': 'By model', 'level': 'By level of government', 'none': 'None' },
    'measure': {
      'active': 'Active',
      'signed': 'Signed in a period (chart)',
      'ended': 'No longer listed (chart)',
      'first': 'When the first was signed (map)',
    },
    'every': { 'day': 'Day', 'month': 'Month', 'year': 'Year' },
    'scale': { 'linear': 'Linear', 'log': 'Logarithmic' },
    'model': { 'JEM': 'Jail enforcement', 'TFM': 'Task force', 'WSO': 'Warrant service officer' },
    'level': { 'county': 'County', 'municipal': 'Municipal', 'state': 'State' },
    'status': {
      'active': 'Active',
      'pending': 'Pending',
      'renewed': 'Renewed',
      'ended': 'No longer listed',
      'absent': 'Missing from the newest list',
    },
    'notes': { 'built-in': 'Built-in', 'background': 'Studies and findings', 'none': 'None' },
    'theme': { 'auto': 'As page and reader want', 'light': 'Light', 'dark': 'Dark' },
    'lang': { 'en': 'English', 'es': 'Español' },
    'loading': { 'lazy': 'When it comes near', 'eager': 'At once' },
  },
};

/** @type {BuilderWords} */
const es = {
  title: 'Cree un gráfico para su página',
  intro:
    'Elija lo que verán sus lectores, copie el código y péguelo en su página. La dirección de esta página guarda lo que ' +
    'eligió: añádala a sus marcadores o envíela a un colega.',
  other: 'See it in English',
  choices: 'Qué muestra',
  views: 'Vistas',
  up: 'Subir: #',
  places: 'Lugar',
  found: 'Ahora de: #',
  filters: 'Filtros',
  dates: 'Fechas',
  latest: 'La más reciente: avanza con cada lista nueva',
  pinned: 'Fija en un día',
  from: 'Desde',
  to: 'Hasta',
  look: 'Aspecto',
  usual: '# (predeterminado)',
  page: 'La de la página que lo contiene',
  files: 'Otros datos',
  beside: 'los que se incluyen',
  many: 'Si son varios, sepárelos con comas.',
  misread: 'No se entiende y se omite: “#”.',
  unfit: 'No es una dirección web (http o https) y se omite: “#”.',
  preview: 'Vista previa',
  width: 'Ancho',
  phone: 'Teléfono, # px',
  column: 'Columna, # px',
  full: 'Todo el ancho',
  code: 'Código',
  base: 'Dirección del paquete',
  based: 'La carpeta con agreement-atlas.js y frame.html.',
  foreign: 'Los archivos vienen de #, no del servidor de esta página. Pegue el código solo si confía en él.',
  called: 'Título',
  calls: 'Como un lector de pantalla llama al marco. Vacío: el título de la imagen.',
  provider: 'Medio',
  kinds: '¿Dónde va?',
  tag: 'Página web',
  iframe: 'Marco con script',
  fixed: 'Marco sin script',
  responsive: 'Marco adaptable',
  wordpress: 'WordPress',
  amp: 'AMP',
  react: 'React',
  picture: 'Imagen fija',
  oembed: 'oEmbed',
  aboutTag:
    'Pegue las dos primeras líneas una vez por página, y el resto donde deba aparecer. Los estilos y eventos de la página ' +
    'llegan hasta él.',
  aboutIframe: 'El script ajusta la altura de cada marco de la página a lo que muestra; basta con ponerlo una vez.',
  aboutFixed:
    'Para páginas que no permiten scripts. La altura es la que necesita el ancho de la vista previa; si el lector abre más, ' +
    'el marco se desplaza.',
  aboutResponsive:
    'Sin script: la altura sigue el ancho de la columna según alturas medidas. La página debe permitir un elemento de estilo.',
  aboutWordpress:
    'Añada un bloque «HTML personalizado» y pegue. Solo quienes pueden publicar HTML sin filtrar (en la mayoría de los ' +
    'sitios, editores y administradores) conservan el marco; a los demás WordPress se lo quita.',
  aboutAmp:
    'El script va una vez en la cabecera de la página. AMP exige una dirección https; el marco está aislado, así que su ' +
    'servidor debe enviar “Access-Control-Allow-Origin: *”.',
  aboutReact: 'Para React 19 con el paquete de npm instalado; el empaquetador encuentra los archivos.',
  aboutPicture:
    'El programa dibuja la imagen; póngala donde dice la etiqueta. Las palabras describen lo que se ve ahora: dibújela y ' +
    'cópiela de nuevo cuando llegue una lista.',
  aboutOembed:
    'Para sistemas que convierten una dirección pegada en un gráfico. Sirva el archivo como application/json desde cualquier ' +
    'servidor estático, en la dirección de la línea de abajo, y ponga esa línea en la cabecera de la página cuya dirección ' +
    'se pega. Cada gráfico tiene su archivo y su dirección.',
  insecure: 'AMP lo rechaza: la dirección empieza con http y no con https.',
  framed: 'Este código muestra los datos del paquete: «Otros datos» se omite. El código para una página web sí los sigue.',
  pictureless: 'Elija un mapa, una gráfica, una cuadrícula, un titular o el panel de un lugar: las demás no tienen imagen fija.',
  markup: 'Código para pegar',
  markupHead: 'En la cabecera de la página',
  command: 'Orden que dibuja la imagen',
  file: 'oembed.json',
  copy: 'Copiar',
  copyAll: 'Copiar: #',
  download: 'Descargar oembed.json',
  copied: 'Copiado: #.',
  selected: '# está seleccionado: cópielo con Ctrl+C o ⌘C.',
  unshown: 'Este gráfico no se muestra aquí.',
  alone: 'Véalo en una página aparte.',
  all: 'Mostrar todo',
  subject: 'Acuerdos 287(g)',
  /** @type {Record<string, string>} */
  names: {
    'show': 'Vistas',
    'by': 'Lugares con color',
    'unit': 'Qué se cuenta',
    'split': 'Partes de la gráfica',
    'measure': 'Acuerdos que se muestran',
    'every': 'Duración de un período',
    'scale': 'Eje vertical',
    'state': 'Estados, por su código postal',
    'county': 'Condados, por su código FIPS de cinco dígitos',
    'model': 'Modelos',
    'level': 'Niveles de gobierno',
    'status': 'Situación en la fecha',
    'signed': 'Firmados',
    'q': 'Palabras en el nombre de la agencia',
    'as-of': 'Fecha del recuento',
    'range': 'Eje de tiempo de la gráfica',
    'since': 'Cambios desde',
    'notes': 'Anotaciones de la gráfica',
    'theme': 'Colores',
    'lang': 'Idioma',
    'loading': 'Carga',
    'src': 'Dirección de otro registro (CSV)',
    'geography': 'Dirección de otra geometría empaquetada',
  },
  /** @type {Record<string, Record<string, string>>} */
  values: {
    'show': {
      'headline': 'Titular',
      'search': 'Búsqueda',
      'map': 'Mapa',
      'filters': 'Fecha y modelos',
      'growth': 'Gráfica de crecimiento',
      'grid': 'Cuadrícula de estados',
      'place': 'Panel de un lugar',
      'table': 'Tabla de acuerdos',
      'changes': 'Cambios',
      'background': 'Contexto',
    },
    'by': { 'county': 'Condados', 'state': 'Estados', 'agency': 'Agencias, como puntos' },
    'unit': { 'agreements': 'Acuerdos', 'agencies': 'Agencias', 'share': 'Proporción de los condados del estado' },
    'split': { 'model': 'Por modelo', 'level': 'Por nivel de gobierno', 'none': 'Ninguna' },
    'measure': {
      'active': 'Vigentes',
      'signed': 'Firmados en un período (gráfica)',
      'ended': 'Ya no figuran (gráfica)',
      'first': 'Cuándo se firmó el primero (mapa)',
    },
    'every': { 'day': 'Día', 'month': 'Mes', 'year': 'Año' },
    'scale': { 'linear': 'Lineal', 'log': 'Logarítmico' },
    'model': { 'JEM': 'Aplicación en cárceles', 'TFM': 'Grupo de trabajo', 'WSO': 'Oficial de órdenes' },
    'level': { 'county': 'Condado', 'municipal': 'Municipal', 'state': 'Estado' },
    'status': {
      'active': 'Vigente',
      'pending': 'Pendiente',
      'renewed': 'Renovado',
      'ended': 'Ya no figura',
      'absent': 'Falta en la lista más reciente',
    },
    'notes': { 'built-in': 'Incluidas', 'background': 'Estudios y conclusiones', 'none': 'Ninguna' },
    'theme': { 'auto': 'Según la página y el lector', 'light': 'Claros', 'dark': 'Oscuros' },
    'lang': { 'en': 'English', 'es': 'Español' },
    'loading': { 'lazy': 'Al acercarse', 'eager': 'De inmediato' },
  },
};

/** @type {Record<string, BuilderWords>} */
export const languages = { en, es };
// contract: end

/** @typedef {typeof en} BuilderWords */

/**
 * A phrase with its holes filled, each `#` by what comes next: text, whatever stands in it.
 * @param {string} phrase
 * @param {...(string | number)} filled
 */
export function fill(phrase, ...filled) {
  const [first, ...rest] = phrase.split('#');
  return first + rest.map((piece, at) => `${filled[at] ?? ''}${piece}`).join('');
}
