// Each operation waits one latency and does nothing else.
const wait = (result) => new Promise((resolve) => setTimeout(resolve, Number(process.env.BENCH_LATENCY), result));
module.exports = {
  create: (inputs) => wait({ id: inputs.name, outs: inputs }),
  read: (id, props) => wait({ id, props }),
  update: (_id, _olds, news) => wait({ outs: news }),
  delete: () => wait(),
};
