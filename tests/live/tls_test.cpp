// The client over TLS: it talks to hosts whose certificate the machine trusts and that is theirs,
// and to no others.
#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "live/http_client.hpp"

using namespace proofbox;

namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* it) const { Free(it); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX, SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Freed<SSL, SSL_free>>;

// A host name with a key, and a certificate that is signed by itself.
struct Identity {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate{X509_new()};

  explicit Identity(std::string const& host) {
    auto* const made = certificate.get();
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -60);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, key.get());
    auto* const name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<unsigned char const*>(host.c_str()), -1, -1, 0);
    X509_set_issuer_name(made, name);
    auto const names = "DNS:" + host;
    auto* const extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(made, extension, -1);
    X509_EXTENSION_free(extension);
    REQUIRE(X509_sign(made, key.get(), EVP_sha256()) > 0);
  }
};

// Answers one connection on a free port, whether it comes to a request or not.
class Secured {
 public:
  explicit Secured(Identity const& identity) : context_(SSL_CTX_new(TLS_server_method())) {
    SSL_CTX_use_certificate(context_.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), identity.key.get());
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 1) == 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
  }
  ~Secured() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }

  int port = 0;

 private:
  void serve() {
    auto const peer = ::accept(socket_, nullptr, nullptr);
    if (peer < 0)
      return;
    timeval const limit{5, 0};
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    Connection const connection{SSL_new(context_.get())};
    SSL_set_fd(connection.get(), peer);
    char bytes[4096];
    if (SSL_accept(connection.get()) == 1 && SSL_read(connection.get(), bytes, sizeof bytes) > 0) {
      std::string_view const answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
      // No farewell follows: whoever has all of the answer may be gone, and a write would be a
      // signal.
      SSL_write(connection.get(), answer.data(), static_cast<int>(answer.size()));
    }
    ::close(peer);
  }

  Context context_;
  int socket_ = -1;
  std::thread thread_;
};

// Whom the machine trusts is read once, when the client first speaks TLS: so this test puts a
// certificate there and is the only one that does.
std::string trusting(Identity const& identity) {
  auto const path = std::filesystem::temp_directory_path() /
                    ("proofbox-trust-" + std::to_string(::getpid()) + ".pem");
  auto* const file = BIO_new_file(path.c_str(), "w");
  REQUIRE(file != nullptr);
  PEM_write_bio_X509(file, identity.certificate.get());
  BIO_free(file);
  ::setenv(X509_get_default_cert_file_env(), path.c_str(), 1);
  return path;
}

std::string answer_of(std::string const& host, int port) {
  live::Loop loop;
  live::HttpClient client{loop};
  HttpRequest request{"GET", host + ':' + std::to_string(port), "/"};
  request.is_tls = true;
  std::string came;
  auto const fetch = [](live::HttpClient& by, HttpRequest const& what,
                        std::string& into) -> Task<void> {
    auto const response = co_await by.send(what);
    into = response ? std::to_string(response->status) + ' ' + response->body
                    : response.error().code + ": " + response.error().message;
  };
  TaskGroup tasks;
  tasks.spawn(fetch(client, request, came));
  loop.run();
  return came;
}

}  // namespace

TEST_CASE("Over TLS the client talks to whom the machine trusts, under the name that is trusted",
          "[live][tls]") {
  Identity const trusted{"localhost"}, stranger{"localhost"};
  auto const path = trusting(trusted);
  {
    Secured const server{trusted};
    CHECK(answer_of("localhost", server.port) == "200 secret");
  }
  {
    Secured const server{stranger};
    CHECK_THAT(answer_of("localhost", server.port), Catch::StartsWith("ConnectionFailed: "));
  }
  {
    Secured const server{trusted};
    CHECK_THAT(answer_of("127.0.0.1", server.port), Catch::StartsWith("ConnectionFailed: "));
  }
  ::unsetenv(X509_get_default_cert_file_env());
  std::filesystem::remove(path);
}
