// Preloaded: the suite's server listens on every interface otherwise.
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const callback = rest.find((one) => typeof one === "function");
  return listen.call(this, { port, host: "127.0.0.1" }, callback);
};
