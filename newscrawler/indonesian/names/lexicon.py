"""Words around Indonesian names: titles, ranks, offices, organisations and places.

They are plain data, all in lower case, with one space between words.
"""

# Honorifics and academic titles, which belong neither to the name nor to the role.
HONORIFICS = frozenset(
    """
    bapak ibu pak bu bang mas mbak kak kang teh cak gus ning bro mr mrs ms miss tuan nyonya dr
    drg drs dra ir prof profesor h hj hajah kh k.h tgk tgb ustaz ustad ustadz ustazah ustadzah
    habib kiai kyai nyai mbah buya syekh syeikh syaikh romo pastor pendeta pdt uskup bhante sir
    lord dame raden
    """.split()
)

# Police, military and court ranks: they are part of the role, and the name follows.
RANKS = frozenset(
    """
    jenderal jendral letjen mayjen brigjen irjen komjen kombes kombespol akbp kompol akp iptu
    ipda aiptu aipda bripka brigpol brigadir briptu bripda bharada bharatu kolonel letkol mayor
    kapten lettu letda peltu pelda serma serka sertu serda kopka koptu kopda praka pratu prada
    laksamana laksdya laksda laksma marsekal marsdya marsda marsma marinir sersan kopral
    prajurit letnan komisaris inspektur ajun pol purn
    """.split()
)

# Words that begin a role; in lower case they begin a description.
ROLE_HEADS = frozenset(
    """
    pelaksana menteri wakil presiden wapres gubernur wagub bupati wabup wali walikota wawali
    camat lurah kades kepala ketua sekretaris sekjen sekda bendahara direktur dirut dirjen
    deputi staf jubir juru manajer manager general head chief ceo cto cfo coo cmo vice president
    chairman founder co-founder pendiri pemilik owner pimpinan pemimpin komisaris kapolri
    kapolda kapolres kapolresta kapolrestabes kapolsek wakapolri wakapolda wakapolres kasat
    kasatreskrim kasatlantas kasatnarkoba kasubdit kabid kabag kanit kasi kasie kasubag kadiv
    kadis kadinkes kadisdik kadispora kadisnaker kapuspen kapusdatin kapendam kadispenad
    kadispenal kajari kajati kalapas kapten danrem dandim pangdam panglima kasad ksad ksal ksau
    komandan direktris dirreskrimum dirreskrimsus dirresnarkoba dirlantas ditreskrimum kepling
    plt plh pj penjabat menkeu menag menkes mendag mendagri menlu menhan menpora menhub menaker
    menkop menkopolhukam menko mendikbud mendikbudristek mensos mensesneg menparekraf menkominfo
    menkomdigi mentan menperin menkumham menteri-menteri menpan-rb seskab ketum waketum sekum
    anggota caleg capres cawapres calon kandidat mantan eks bekas pelatih asisten kiper penjaga
    bek gelandang penyerang striker winger pemain atlet petinju pebalap pembalap pebulu petenis
    perenang penyanyi aktor aktris artis presenter komedian pelawak musisi vokalis gitaris
    drummer sutradara produser penulis novelis sastrawan budayawan seniman selebgram selebriti
    youtuber influencer pengamat pakar analis ekonom peneliti akademisi dosen guru rektor dekan
    profesor ahli dokter psikolog psikiater bidan perawat perwira jurnalis wartawan reporter
    redaktur aktivis advokat pengacara kuasa jaksa hakim penyidik notaris koordinator korlap
    ketuanya relawan tokoh politikus politisi legislator senator warga korban tersangka terdakwa
    terpidana saksi pelaku tetangga saudara adik kakak ayah ibu ibunda ayahanda bapak anak istri
    suami keponakan paman bibi kakek nenek orang orangtua takmir sopir pengemudi pedagang
    pengelola penjual perajin pengrajin pegiat petani nelayan buruh karyawan pegawai pengusaha
    miliarder pebisnis investor
    penumpang pengunjung wisatawan siswa siswi mahasiswa mahasiswi santri pelajar ustaz imam
    paus perdana kanselir duta dubes konsul utusan arsitek desainer perancang fisikawan ilmuwan
    astronot senior bos pengasuh pembina penasihat pengurus perwakilan wakilnya inisiator
    penggagas penyelenggara promotor manajemen petugas kasubbag kapuskes kapus dewan penggugat
    tergugat pemohon termohon anak-anak juru-bicara editor sekretaris-jenderal panitera
    kabidhumas kabid-humas
    """.split()
)

# Words in roles and in names of organisations that are never part of a person's name.
OFFICE_WORDS = frozenset(
    """
    polhukam perekonomian marves pmk kemaritiman ppn menko rt rw u-17 u-19 u-20 u-22 u-23
    utama muda madya tinggi pusat daerah negara nasional umum khusus bidang bagian divisi
    direktorat jenderal dinas badan komisi komite kementerian kejaksaan pengadilan mahkamah
    kepolisian satuan unit tim lembaga majelis dewan perwakilan rakyat permusyawaratan partai
    fraksi asosiasi perhimpunan persatuan ikatan federasi yayasan universitas institut sekolah
    fakultas rumah sakit bank pt cv tbk persero perum bumn bumd kota kabupaten provinsi
    kecamatan kelurahan desa dusun dalam luar negeri keuangan kesehatan pendidikan pertanian
    perdagangan perindustrian perhubungan pertahanan keamanan agama sosial ketenagakerjaan
    tenaga kerja lingkungan hidup kehutanan kelautan perikanan energi sumber daya mineral
    pariwisata ekonomi kreatif pemuda olahraga hukum ham hak asasi manusia politik komunikasi
    informatika digital informasi koordinator koordinasi pembangunan perencanaan perencana
    kebudayaan riset teknologi pemberdayaan perempuan perlindungan anak masyarakat koperasi ukm
    umkm investasi hilirisasi pekerjaan perumahan kawasan permukiman agraria tata ruang
    pertanahan kependudukan pencatatan sipil kebijakan fiskal moneter pajak bea cukai anggaran
    perbendaharaan lalu lintas reserse kriminal narkoba intelijen humas hubungan penerangan
    penyidikan penindakan pencegahan pemberantasan korupsi pidana perdata usaha pengawas
    pemilihan pemilu kpu bawaslu tugas harian sementara penyuluhan bencana penanggulangan
    basarnas pencarian pertolongan meteorologi klimatologi geofisika angkatan darat laut udara
    militer polres polresta polrestabes polda polsek polri tni kodim kodam korem lapas rutan
    kejari kejati pn kelas timnas piala liga fc klub pssi operasi operasional layanan pelayanan
    pemasaran penjualan produksi manajemen strategis strategi corporate secretary marketing
    officer executive senior junior manager director asia pacific global national indonesia
    relations public affairs eksekutif komersial bisnis pengembangan perusahaan industri jasa
    otoritas bursa efek pasar modal sektor wilayah regional cabang ranting lapangan dapil tengah
    timur barat utara selatan tenggara islam kristen katolik hindu buddha ulama nahdlatul
    muhammadiyah tanfidziyah syuriyah pengurus besar pimpinan kampus raya bersih amerika serikat
    reformasi birokrasi aparatur pembinaan kemahasiswaan akademik rektor ii iii iv v vi vii
    viii ix x menteri gubernur bupati wakil presiden kepala ketua direktur sekretaris republik
    kerajaan gerindra golkar pdip pdi-p pdi perjuangan nasdem demokrat pks pkb ppp pan hanura
    psi perindo pengusaha garmen tekstil sawit batu bara perbankan ritel properti otomotif
    farmasi logistik pangan peternakan perkebunan kepemudaan rektorat pulau pertama kedua ketiga
    adc metro jaya ri as urusan kepresidenan istana gedung
    """.split()
)

# Words that begin the name of an organisation: no name of a person follows.
ORGANISATION_HEADS = frozenset(
    """
    sirkuit stadion bandara pelabuhan stasiun terminal hotel gedung jalan jembatan pasar mal
    masjid gereja pura vihara sungai gunung danau pantai pulau taman kebun museum kampus piala
    liga grand marvel
    polisi kepolisian warganet netizen masyarakat keluarga perseroan istana massa demonstran
    militer pasukan parlemen kemenkes kemenkeu kemenag kemendag kemendagri
    kemenhub kemenlu kemensos kementan kemenaker kemenpora kemendikbud kemendikbudristek
    kemenparekraf kominfo komdigi disdik dinkes dishub bappenas pertamina kelompok
    persatuan komisi badan pt cv kementerian polres polresta polrestabes polda polsek satuan
    divisi dinas tim federasi universitas partai bank asosiasi perhimpunan ikatan yayasan
    institut lembaga majelis mahkamah kejaksaan pengadilan pemerintah pemkot pemkab pemprov
    pemda pemko dprd dpr kpu bawaslu rsud rs klub timnas the dewan otoritas komite direktorat
    unit pihak kedutaan kantor kpk kedubes gerakan aliansi serikat koalisi himpunan forum
    komunitas manajemen panitia bursa grup fraksi koperasi perusahaan bumn bumd laporan hasil
    survei studi presidium negara pengurus satgas densus bareskrim ditreskrimum ditreskrimsus
    ditlantas satreskrim satlantas polri tni
    """.split()
)

# Degrees behind a name; they do not belong to it.
DEGREES = """
    SH MH SE MM ST MT SP SPi SSos SKom SPd MPd SSi MSi MKn MBA SIP SIK MKes SKM SAg MAg MHum SPsi
    Lc MA LLM
""".split()
# The fields of a degree, as written behind its full stop: S. Sos, M. Si.
FIELDS = "Ag Ak E Farm Fil H Hum Ip IP Ked Kes Kn Kom M P Pd Psi Si Sn Sos T Th".split()

# Groups: as speakers they stand for themselves, not for one person with that role.
GROUPS = frozenset(
    """
    warga orang anggota pemain petugas anak karyawan pegawai penumpang pengunjung siswa siswi
    mahasiswa mahasiswi santri pelajar relawan penyidik wartawan jurnalis pedagang petani nelayan
    buruh penyelenggara panitia manajemen dosen guru perawat investor pengusaha wisatawan pengurus
    perwakilan
    """.split()
)

# A place name follows, which is no part of a person's name.
PLACE_HEADS = frozenset(
    """
    kota kabupaten kab kecamatan kec desa kelurahan dusun provinsi polsek polres polresta
    kapolsek kapolres kapolresta camat lurah kades kodim dandim kejari kajari kampung dapil
    """.split()
)

# The words of place names: provinces, towns, countries.
PLACES = frozenset(
    """
    aceh sumatera sumatra riau jambi bengkulu lampung palembang padang medan pekanbaru batam
    kepulauan bangka belitung banten jakarta bandung bogor depok bekasi tangerang cianjur
    sukabumi garut tasikmalaya ciamis cirebon indramayu majalengka kuningan sumedang subang
    purwakarta karawang cimahi banjar pangandaran jawa semarang solo surakarta yogyakarta jogja
    sleman bantul gunungkidul kulon progo klaten boyolali sragen karanganyar sukoharjo wonogiri
    salatiga magelang temanggung wonosobo purworejo kebumen banyumas purwokerto cilacap
    purbalingga banjarnegara brebes tegal pemalang pekalongan batang kendal demak kudus jepara
    pati rembang blora grobogan surabaya sidoarjo gresik lamongan tuban bojonegoro ngawi magetan
    madiun ponorogo pacitan trenggalek tulungagung blitar kediri nganjuk jombang mojokerto
    pasuruan malang batu probolinggo lumajang jember bondowoso situbondo banyuwangi bangkalan
    sampang pamekasan sumenep madura bali denpasar badung gianyar tabanan buleleng jembrana
    klungkung bangli karangasem ntb ntt lombok mataram sumbawa dompu flores kupang ende sikka
    manggarai sumba timor kalimantan pontianak singkawang sambas sintang ketapang palangkaraya
    palangka kotawaringin sampit banjarmasin banjarbaru samarinda balikpapan bontang kutai paser
    berau tarakan nunukan bulungan sulawesi makassar gowa maros bone wajo bulukumba luwu palopo
    parepare kendari palu poso donggala gorontalo manado bitung minahasa tomohon mamuju majene
    maluku ambon ternate tidore halmahera papua jayapura sorong manokwari merauke nabire timika
    wamena biak siak kampar rokan dumai bengkalis pelalawan kuansing inhil inhu deli serdang
    langkat asahan simalungun karo tapanuli nias binjai tebing tinggi pematangsiantar siantar
    sibolga bukittinggi payakumbuh solok agam pasaman pesisir dharmasraya sijunjung muaro bungo
    kerinci merangin ogan komering musi banyuasin lubuklinggau prabumulih metro pringsewu
    tanggamus serang cilegon pandeglang lebak korea jepang china tiongkok india pakistan rusia
    ukraina jerman prancis inggris spanyol italia portugal belanda belgia brasil argentina
    australia singapura malaysia thailand vietnam filipina kamboja myanmar laos brunei palestina
    israel iran irak suriah lebanon mesir turki arab saudi qatar yaman yordania kuwait uea gaza
    eropa asia afrika selatan nigeria kanada meksiko swiss swedia norwegia denmark finlandia
    polandia austria hungaria yunani ceko kroasia serbia chile uruguay kolombia peru venezuela
    selandia taiwan hongkong hong kong moskow kyiv washington london paris tokyo beijing seoul
    pyongyang canberra amerika serikat as ri nusantara kenya ethiopia somalia sudan libya
    aljazair maroko tunisia ghana kamerun senegal uganda tanzania rwanda kongo angola zimbabwe
    kazakhstan uzbekistan afghanistan bangladesh nepal srilanka lanka mongolia georgia armenia
    azerbaijan rumania bulgaria slovakia slovenia bosnia albania lituania latvia estonia belarus
    islandia irlandia skotlandia wales kuba panama kosta ekuador bolivia paraguay haiti fiji
    bahrain oman barcelona madrid liverpool manchester chelsea arsenal juventus milan inter
    """.split()
)

# Words before the name of an outlet: "kantor berita Xinhua", "harian Suara Pantura".
OUTLET_HEADS = frozenset({"surat kabar", "kantor berita", "harian", "koran", "majalah", "tabloid"})

DAYS = frozenset("senin selasa rabu kamis jumat jum'at sabtu minggu ahad".split())

# Sentence openers and other words with a capital that begin no name.
OPENERS = frozenset(
    """
    selain sementara itu itulah ini inilah dalam pada namun tetapi tapi oleh karena sebab
    menurut sebelumnya selanjutnya kemudian lalu setelah sesudah sebelum ketika saat kala jika
    kalau bila apabila meski meskipun walau walaupun bahkan bukan tidak tak hal dan atau juga
    untuk guna agar supaya dengan tanpa di ke dari sejak hingga sampai sebagai seperti
    berdasarkan terkait menanggapi kepada terhadap atas bagi tentang mengenai ia dia beliau
    mereka kami kita saya aku anda adapun diketahui dikatakan ditambahkan disebutkan dijelaskan
    sebanyak sebuah seorang sejumlah beberapa para semua setiap tiap salah satu lebih lanjut
    masih sudah telah akan ada apa siapa mengapa kenapa bagaimana kapan dimana hanya saja sang
    si pun nah jadi maka sehingga padahal sedangkan serta maupun yang begitu demikian baca simak
    artikel foto video sumber laporan mantan akibat berkat kini sekarang kata ujar usai seusai
    tentu selama sambil mulai pihak pria wanita perempuan lelaki laki-laki hari tahun bulan
    sebaliknya akhirnya awalnya secara tersebut lantas disinggung ditanya mengutip melansir
    dilansir dikutip merespons lewat melalui dirinya pihaknya harapannya baginya menurutnya
    intinya misalnya contohnya pasalnya termasuk apalagi soal begini rencananya sayangnya
    faktanya artinya nantinya antara di- nama sosok produk kabar pernyataan keterangan saksi
    peristiwa kejadian aksi kasus sidang acara pertemuan kegiatan program kisruh heboh viral
    momen kisah cerita profil kronologi nasib alasan fakta potret geger polemik konflik hubungan
    isi masalah kabarnya begitulah daya pasca terlebih alhasil walhasil alih-alih sesuai bersama
    seluruh
    """.split()
)

# Short forms of offices, and the words they stand for.
OFFICE_SHORT = {
    "menkeu": "menteri keuangan",
    "menag": "menteri agama",
    "menkes": "menteri kesehatan",
    "mendag": "menteri perdagangan",
    "mendagri": "menteri dalam negeri",
    "menlu": "menteri luar negeri",
    "menhan": "menteri pertahanan",
    "menpora": "menteri pemuda dan olahraga",
    "menhub": "menteri perhubungan",
    "menaker": "menteri ketenagakerjaan",
    "mensos": "menteri sosial",
    "mentan": "menteri pertanian",
    "menko": "menteri koordinator",
    "mensesneg": "menteri sekretaris negara",
    "wapres": "wakil presiden",
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "walkot": "wali kota",
    "walikota": "wali kota",
    "wawali": "wakil wali kota",
    "jubir": "juru bicara",
    "sekda": "sekretaris daerah",
    "sekjen": "sekretaris jenderal",
    "ketum": "ketua umum",
    "waketum": "wakil ketua umum",
    "dirut": "direktur utama",
    "dirjen": "direktur jenderal",
    "kades": "kepala desa",
    "kadis": "kepala dinas",
    "ceo": "chief executive officer",
}
