// Vue is told which tags are none of its components.
import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.startsWith('agreement-');

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
